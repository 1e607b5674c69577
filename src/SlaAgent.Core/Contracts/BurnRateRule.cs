namespace SlaAgent.Core.Contracts;

/// <summary>One row of a multiwindow burn-rate alert: it holds when both windows burn faster than the factor.</summary>
/// <param name="Severity">Which alert the row belongs to.</param>
/// <param name="Factor">Burn rate both windows must exceed (strictly).</param>
/// <param name="Long">The long window.</param>
/// <param name="Short">The short window; it makes the alert end soon after the errors do.</param>
public sealed record BurnRateRule(AlertSeverity Severity, decimal Factor, TimeSpan Long, TimeSpan Short);
