namespace SlaAgent.Core.Baselines;

/// <summary>What would have come of an objective, had it held over the history.</summary>
/// <param name="From">Start of the history.</param>
/// <param name="To">Its end.</param>
/// <param name="JudgedHours">Hours after which there were enough events and coverage to judge.</param>
/// <param name="Breaches">Its breaches, in order.</param>
public sealed record ReplayResult(DateTimeOffset From, DateTimeOffset To, int JudgedHours, IReadOnlyList<ReplayBreach> Breaches);
