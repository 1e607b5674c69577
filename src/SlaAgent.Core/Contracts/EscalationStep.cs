namespace SlaAgent.Core.Contracts;

/// <summary>Who else is told of an alert that stays open and unacknowledged.</summary>
/// <param name="After">Time since the alert began.</param>
/// <param name="Receivers">Names of receivers.</param>
public sealed record EscalationStep(TimeSpan After, EquatableArray<string> Receivers);
