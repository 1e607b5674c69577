using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Probing;

namespace SlaAgent.Traffic;

/// <summary>What the page said that tells whether a service is scaled to nothing.</summary>
/// <param name="Run">How the reading went.</param>
/// <param name="IsAwake">What it said; null where it could not tell.</param>
internal readonly record struct AwakeReading(ProbeRun Run, bool? IsAwake)
{
    /// <summary>When it was read, or should have been.</summary>
    public Instant At => Run.Result.ScheduledAt + Run.Result.ScheduleDelay + (Run.Result.FirstByte ?? Run.Result.Duration);

    /// <summary>How late what follows it begins.</summary>
    public TimeSpan Delay => Run.Result.ScheduleDelay + Run.Result.Duration;

    /// <summary>Why it could not tell; null where it could.</summary>
    public string? Failure => IsAwake is null ? Run.Result.Detail ?? Run.Result.Outcome.Name() : null;
}
