using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Incidents;

/// <summary>The runs of one probe's results that decide whether its service is down or up.</summary>
internal sealed class ProbeTracker(Probe probe)
{
    private Instant _judgedAt;

    public Probe Probe { get; private set; } = probe;

    public bool IsHealth => Probe.Request is ProbeRequest.Health;

    /// <summary>Failures in a row that count towards down, and the intended start of the first.</summary>
    public int DownRun { get; private set; }

    public Instant DownRunStart { get; private set; }

    /// <summary>Successes in a row, and the intended start of the first.</summary>
    public int UpRun { get; private set; }

    public Instant UpRunStart { get; private set; }

    /// <summary>Whether the last judged result was a failure.</summary>
    public bool IsFailing { get; private set; }

    public Instant? LastSuccessAt { get; private set; }

    /// <summary>The last failure in words; null where there was none.</summary>
    public string? LastError { get; private set; }

    public ProbeStatus Status { get; private set; } = new(probe.Name, null, null, null, null, 0);

    /// <summary>Whether the probe succeeded within its last two intervals.</summary>
    public bool SucceededLately(Instant now) => LastSuccessAt is { } last && now - last <= Probe.Interval * 2;

    public void Update(Probe probe) => Probe = probe;

    /// <summary>Shows a result, whether it counts or not.</summary>
    public void Show(ProbeResult result, in ClockReading clock)
    {
        var failures = result.Outcome.IsFailure() ? Status.FailuresInARow + 1 : result.Outcome == Outcome.Success ? 0 : Status.FailuresInARow;
        Status = new ProbeStatus(
            Probe.Name, result.Outcome, clock.ToWall(result.ScheduledAt), result.Duration, result.Detail, failures);
    }

    /// <summary>Counts a measurement in the runs; false for one that comes after a later one was counted.</summary>
    public bool Judge(ProbeResult result)
    {
        if (result.ScheduledAt <= _judgedAt)
        {
            return false;
        }

        _judgedAt = result.ScheduledAt;
        IsFailing = result.Outcome != Outcome.Success;
        if (IsFailing)
        {
            UpRun = 0;
            DownRunStart = DownRun == 0 ? result.ScheduledAt : DownRunStart;
            DownRun = result.Outcome.CountsTowardsDown() ? DownRun + 1 : 0;
            LastError = result.Detail is { Length: > 0 } detail ? $"{result.Outcome.Name()}: {Objectives.Words.Quote(detail)}" : result.Outcome.Name();
        }
        else
        {
            DownRun = 0;
            UpRunStart = UpRun == 0 ? result.ScheduledAt : UpRunStart;
            UpRun++;
            LastSuccessAt = result.ScheduledAt;
        }

        return true;
    }

    /// <summary>Forgets its runs: what failed lately says nothing of what is now.</summary>
    public void Forget() => (DownRun, UpRun, IsFailing) = (0, 0, false);

    /// <summary>Continues a run of failures from before a restart.</summary>
    public void AdoptDown(int run, Instant start) => (DownRun, DownRunStart, IsFailing) = (run, start, true);
}
