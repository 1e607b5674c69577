namespace SlaAgent.Core.Evidence;

/// <summary>A score with its interval.</summary>
/// <param name="Metric">Name of the score.</param>
/// <param name="Value">The score; null where it is not defined.</param>
/// <param name="Lower">Lower end of its interval; null where there is none.</param>
/// <param name="Upper">Upper end; null likewise.</param>
public sealed record ScoreFact(string Metric, double? Value, double? Lower, double? Upper);
