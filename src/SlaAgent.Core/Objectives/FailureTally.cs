using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>Why events were bad in the present run of bad events: for people, never for judging.</summary>
internal sealed class FailureTally
{
    private static readonly TimeSpan Gap = TimeSpan.FromHours(1);

    private readonly int[] _counts = new int[Outcomes.All.Length];
    private Instant? _last;
    private int _total;
    private string? _commonest;

    /// <summary>The last failure in words; null where there was none.</summary>
    public string? LastError { get; private set; }

    /// <summary>Counts a bad event. After an hour without one, a new run begins.</summary>
    public void Add(ProbeResult result)
    {
        if (_last is { } last && result.ScheduledAt - last > Gap)
        {
            Array.Clear(_counts);
            _total = 0;
        }

        _last = result.ScheduledAt;
        _counts[(int)result.Outcome]++;
        _total++;
        _commonest = null;
        if (result.Outcome != Outcome.Success)
        {
            LastError = result.Detail is { Length: > 0 } detail ? $"{result.Outcome.Name()}: {Words.Quote(detail)}" : result.Outcome.Name();
        }
    }

    /// <summary>The commonest reason and how often: <c>http_5xx (12 of 14)</c>; a success that was too slow is <c>too slow</c>. Null where there was none.</summary>
    public string? Commonest() => _total == 0 ? null : _commonest ??= Describe();

    private string Describe()
    {
        var most = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            most = _counts[i] > _counts[most] ? i : most;
        }

        var reason = most == (int)Outcome.Success ? "too slow" : ((Outcome)most).Name();
        return $"{reason} ({_counts[most]} of {_total})";
    }
}
