namespace SlaAgent.Core.Load;

/// <summary>One intended arrival of a run of load.</summary>
/// <param name="At">When, from the run's start.</param>
/// <param name="PromptTokens">How long its prompt is meant to be, in tokens; null for the probe's own prompt.</param>
/// <param name="OutputTokens">How many tokens it asks for at most; null for the probe's own bound.</param>
public readonly record struct Arrival(TimeSpan At, int? PromptTokens, int? OutputTokens);
