namespace SlaAgent.Core.Baselines;

/// <summary>What something measured in one hour: requests, a percentile.</summary>
/// <param name="Start">Start of the hour.</param>
/// <param name="Value">The value; finite.</param>
public readonly record struct HourValue(DateTimeOffset Start, double Value);
