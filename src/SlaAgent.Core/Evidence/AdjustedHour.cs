namespace SlaAgent.Core.Evidence;

/// <summary>What an adjustment took out of one hour of one series.</summary>
/// <param name="Objective">Name of the objective.</param>
/// <param name="From">Start of the hour.</param>
/// <param name="Taken">Good and bad events, measured time, reasons and latencies that no longer count, and in <see cref="SeriesHour.Waived"/> the time that does not count in their place.</param>
public sealed record AdjustedHour(string Objective, DateTimeOffset From, SeriesHour Taken);
