namespace SlaAgent.Core.Contracts;

/// <summary>A statement on a breach that people are owed.</summary>
/// <param name="Within">Time from the breach's opening.</param>
/// <param name="Receivers">Names of receivers.</param>
public sealed record OwedStatement(TimeSpan Within, EquatableArray<string> Receivers);
