namespace SlaAgent.Core.Reports;

/// <summary>One reason for bad events, and its part in them.</summary>
/// <param name="Reason">Its name; <c>unknown</c> for what has none on the record.</param>
/// <param name="Count">How often it was the reason.</param>
/// <param name="Share">Its share of the bad events, 0 to 1.</param>
/// <param name="BudgetShare">Share of the whole period's budget that it spent; null where there is none.</param>
/// <param name="Time">The measured time that its bad events stand for.</param>
public sealed record FailureCause(string Reason, long Count, double Share, double? BudgetShare, TimeSpan Time);
