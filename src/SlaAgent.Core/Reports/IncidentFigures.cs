using SlaAgent.Core.Incidents;

namespace SlaAgent.Core.Reports;

/// <summary>How often promises were broken in a period, and how long it took to keep them again.</summary>
/// <param name="Breaches">Statistics of the breaches that began in it.</param>
/// <param name="InBreach">Time of the period in which at least one went on.</param>
public sealed record IncidentFigures(IncidentStatistics Breaches, TimeSpan InBreach);
