namespace SlaAgent.Core.Reports;

/// <summary>How often promises were broken in a period, and how long it took to keep them again.</summary>
/// <param name="Breaches">Breaches that began in it.</param>
/// <param name="InBreach">Time of the period in which at least one went on.</param>
/// <param name="MeanTimeToRecover">Mean length of those that ended in it; null where none did.</param>
/// <param name="MeanTimeBetween">Mean time from the start of one to that of the next, of those that began in it; null for fewer than two.</param>
public sealed record IncidentFigures(int Breaches, TimeSpan InBreach, TimeSpan? MeanTimeToRecover, TimeSpan? MeanTimeBetween);
