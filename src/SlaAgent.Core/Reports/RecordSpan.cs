namespace SlaAgent.Core.Reports;

/// <summary>How far a record goes.</summary>
/// <param name="First">Number of the first entry that is kept; 0 for none.</param>
/// <param name="Last">Number of the last; 0 for none.</param>
/// <param name="Head">Hash of the last; null for none.</param>
/// <param name="Begin">Time of the first; null for none.</param>
public sealed record RecordSpan(long First, long Last, string? Head, DateTimeOffset? Begin);
