namespace SlaAgent.Core.Consequences;

/// <summary>A breach that is remembered because breaches are counted, longer than its incident is shown.</summary>
/// <param name="Incident">Id of its incident.</param>
/// <param name="Agreement">The agreement.</param>
/// <param name="Objective">The objective.</param>
/// <param name="At">Wall time at which the agent found it.</param>
public sealed record BreachMark(string Incident, string Agreement, string Objective, DateTimeOffset At);
