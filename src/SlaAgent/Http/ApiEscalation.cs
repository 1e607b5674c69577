namespace SlaAgent.Http;

/// <summary>A step of an escalation that was reached.</summary>
internal sealed record ApiEscalation(string After, IReadOnlyList<string> Receivers, DateTimeOffset At);
