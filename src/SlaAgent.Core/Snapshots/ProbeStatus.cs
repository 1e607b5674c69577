using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of one probe.</summary>
/// <param name="Name">The probe.</param>
/// <param name="LastOutcome">Outcome of its last result; null before the first.</param>
/// <param name="LastAt">Wall time at which that one was meant to start.</param>
/// <param name="LastDuration">Its duration.</param>
/// <param name="LastDetail">What went wrong in it; null on success.</param>
/// <param name="FailuresInARow">Failures since the last success.</param>
public sealed record ProbeStatus(
    string Name,
    Outcome? LastOutcome,
    DateTimeOffset? LastAt,
    TimeSpan? LastDuration,
    string? LastDetail,
    int FailuresInARow);
