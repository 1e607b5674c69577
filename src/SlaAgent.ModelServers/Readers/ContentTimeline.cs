namespace SlaAgent.ModelServers.Readers;

/// <summary>When pieces of content came. Pieces, not tokens: servers put several tokens into one.</summary>
internal struct ContentTimeline
{
    private TimeSpan _last;
    private TimeSpan _worstGap;

    /// <summary>Pieces so far.</summary>
    public int Pieces { get; private set; }

    /// <summary>The first piece; null where none came.</summary>
    public TimeSpan? First { get; private set; }

    /// <summary>The first piece that is more than reasoning; null where none came.</summary>
    public TimeSpan? FirstAnswer { get; private set; }

    /// <summary>The worst gap between two pieces; null with fewer than two.</summary>
    public readonly TimeSpan? WorstGap => Pieces < 2 ? null : _worstGap;

    /// <summary>A piece has come.</summary>
    /// <param name="at">When.</param>
    /// <param name="isAnswer">Whether it is more than reasoning.</param>
    public void Add(TimeSpan at, bool isAnswer)
    {
        FirstAnswer ??= isAnswer ? at : null;
        if (First is null)
        {
            First = at;
        }
        else if (at - _last > _worstGap)
        {
            _worstGap = at - _last;
        }

        _last = at;
        Pieces++;
    }

    /// <summary>
    /// (last content − first content) ÷ (tokens − 1). Null with fewer than two tokens, and where all content came at one moment: then no time
    /// between tokens was seen, and zero would be the best value there is.
    /// </summary>
    public readonly TimeSpan? PerToken(int tokens)
    {
        if (tokens < 2 || First is not { } first)
        {
            return null;
        }

        var each = (_last - first) / (tokens - 1);
        return each > TimeSpan.Zero ? each : null;
    }
}
