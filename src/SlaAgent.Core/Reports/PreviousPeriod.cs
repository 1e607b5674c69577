using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Reports;

/// <summary>The period before, to compare with.</summary>
/// <param name="Period">That period.</param>
/// <param name="Objectives">What each objective came to in it.</param>
/// <param name="Breaches">Breaches that began in it.</param>
public sealed record PreviousPeriod(ReportPeriod Period, EquatableArray<ObjectiveOutcome> Objectives, int Breaches);
