using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>
/// The sign of a hung engine in a server's own metrics: requests running or waiting, and over a whole window no token made and no request ended. It is
/// claimed only of a server that counts its tokens.
/// </summary>
internal sealed class StallWatch
{
    private static readonly TimeSpan ShortestWindow = TimeSpan.FromSeconds(30);

    private Instant? _busyAt;
    private Instant? _since;

    /// <summary>Since when the engine hangs; null while it does not.</summary>
    public Instant? HungSince { get; private set; }

    /// <summary>Requests running at the last reading; null where the server does not say.</summary>
    public double? Running { get; private set; }

    /// <summary>Requests waiting at the last reading; null where the server does not say.</summary>
    public double? Waiting { get; private set; }

    /// <summary>How long nothing must happen: the larger of three intervals and 30 s.</summary>
    public static TimeSpan Window(TimeSpan interval) => interval * 3 > ShortestWindow ? interval * 3 : ShortestWindow;

    /// <summary>Continues an episode from before a restart.</summary>
    public void Adopt(Instant start) => (HungSince, _since) = (start, start);

    /// <summary>Something was made: whatever was seen before is over.</summary>
    public void Clear() => (HungSince, _since, _busyAt) = (null, null, null);

    /// <summary>Takes a reading that did not fail.</summary>
    public void Observe(TrafficSample sample, TimeSpan window)
    {
        (Running, Waiting) = (sample.Running, sample.Waiting);
        var isBusy = sample.Running > 0 || sample.Waiting > 0;
        if (!isBusy || HasProgressed(sample))
        {
            Clear();
        }
        else if (sample.From == sample.To)
        {
            // Nothing to compare with: what was before is not known.
            _since = HungSince ?? sample.To;
        }
        else if (sample.OutputTokens is null)
        {
            _since = HungSince;
        }
        else
        {
            _since ??= _busyAt == sample.From ? sample.From : sample.To;
        }

        _busyAt = isBusy ? sample.To : null;
        if (_since is { } since && sample.To - since >= window)
        {
            HungSince ??= since;
        }
    }

    /// <summary>Whether a token was made, a prompt was taken in, or a request ended.</summary>
    private static bool HasProgressed(TrafficSample sample) =>
        sample.OutputTokens > 0 || sample.PromptTokens > 0 || sample.Good > 0 || sample.Bad > 0 || sample.Duration?.Total > 0 || sample.TimeToFirstToken?.Total > 0;
}
