using SlaAgent.Core.Time;

namespace SlaAgent.Core.Objectives;

/// <summary>A slice that was judged.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Good">What it counts as good: 1 or 0, or parts of a slice where shares are averaged.</param>
/// <param name="Bad">The rest of it.</param>
internal readonly record struct SliceVerdict(Instant Start, long Good, long Bad);
