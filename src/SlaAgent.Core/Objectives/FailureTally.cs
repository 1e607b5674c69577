using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>Why events were bad in the present run of bad events: for people, never for judging.</summary>
internal sealed class FailureTally
{
    private static readonly TimeSpan Gap = TimeSpan.FromHours(1);

    private readonly long[] _counts = new long[BadReason.Count];
    private Instant? _last;
    private long _total;
    private string? _commonest;

    /// <summary>The last failure in words; null where there was none.</summary>
    public string? LastError { get; private set; }

    /// <summary>Counts in the present run, by the numbers of <see cref="BadReason"/>.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>Counts a bad event. After an hour without one, a new run begins.</summary>
    public void Add(ProbeResult result)
    {
        Add(result.ScheduledAt, BadReason.Of(result), 1);
        if (result.Outcome != Outcome.Success)
        {
            LastError = result.Detail is { Length: > 0 } detail ? $"{result.Outcome.Name()}: {Words.Quote(detail)}" : result.Outcome.Name();
        }
    }

    /// <summary>Counts users' requests that were too slow.</summary>
    public void AddSlow(Instant at, long count) => Add(at, BadReason.TooSlow, count);

    /// <summary>Counts users' requests that failed.</summary>
    public void AddFailed(Instant at, long count) => Add(at, BadReason.Failed, count);

    /// <summary>Counts a slice, or a run of load, with too little work done.</summary>
    public void AddTooLittle(Instant at) => Add(at, BadReason.TooLittleWork, 1);

    /// <summary>The commonest reason and how often: <c>http_5xx (12 of 14)</c>; a success that was too slow is <c>too slow</c>. Null where there was none.</summary>
    public string? Commonest() => _total == 0 ? null : _commonest ??= Describe();

    private void Add(Instant at, int reason, long count)
    {
        if (count <= 0)
        {
            return;
        }

        if (_last is { } last && at - last > Gap)
        {
            Array.Clear(_counts);
            _total = 0;
        }

        _last = at;
        _counts[reason] += count;
        _total += count;
        _commonest = null;
    }

    private string Describe()
    {
        var most = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            most = _counts[i] > _counts[most] ? i : most;
        }

        var name = BadReason.Name(most);
        var reason = most == BadReason.TooSlow || most == BadReason.TooLittleWork ? name.Replace('_', ' ') : name;
        return $"{reason} ({_counts[most]} of {_total})";
    }
}
