namespace SlaAgent.Http;

/// <summary>Something that happened in an incident.</summary>
internal sealed record ApiIncidentEvent(DateTimeOffset At, string Kind, string Text);
