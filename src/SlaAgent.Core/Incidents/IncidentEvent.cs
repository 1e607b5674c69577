namespace SlaAgent.Core.Incidents;

/// <summary>Something that happened in an incident.</summary>
/// <param name="At">When (wall time).</param>
/// <param name="Kind">What kind of event: <c>first_bad</c>, <c>opened</c>, <c>acknowledged</c>, <c>escalated</c>, <c>version</c>, <c>recovered</c>, <c>closed</c>…</param>
/// <param name="Text">What happened, in words; without secrets.</param>
public sealed record IncidentEvent(DateTimeOffset At, string Kind, string Text);
