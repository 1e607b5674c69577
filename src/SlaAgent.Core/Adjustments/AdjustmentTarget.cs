namespace SlaAgent.Core.Adjustments;

/// <summary>What is to be taken out of one series.</summary>
/// <param name="Objective">The objective.</param>
/// <param name="Series">Its series.</param>
/// <param name="From">Start of the time: the one asked for, or the first slice that begins in it.</param>
/// <param name="To">End of the time: the one asked for, or the end of the last slice that ends in it.</param>
public sealed record AdjustmentTarget(string Objective, string Series, DateTimeOffset From, DateTimeOffset To);
