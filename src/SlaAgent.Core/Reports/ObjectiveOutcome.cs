using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Reports;

/// <summary>What an objective came to, in short.</summary>
/// <param name="Terms">What was promised.</param>
/// <param name="Compliance">Good ÷ events; null where there were none.</param>
/// <param name="Remaining">What is left of the budget; null where there is none.</param>
/// <param name="Verdict">What the promise came to.</param>
public sealed record ObjectiveOutcome(ObjectiveTerms Terms, decimal? Compliance, decimal? Remaining, PeriodVerdict Verdict)
{
    /// <summary>For accuracy: the score of the last run that counts; null where there is none.</summary>
    public double? Score { get; init; }

    /// <summary>The outcome of an objective.</summary>
    public static ObjectiveOutcome Of(ObjectiveReport report) =>
        new(report.Terms, report.Figures.Compliance, report.Budget?.Remaining, report.Verdict) { Score = report.LastScore };
}
