using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Incidents;

/// <summary>A step of an escalation that was reached: nobody had taken the incident on, so more people are told.</summary>
/// <param name="After">The time since the alert began after which it was due.</param>
/// <param name="Receivers">Who is told besides.</param>
/// <param name="At">When it was reached (wall time).</param>
public sealed record Escalation(TimeSpan After, EquatableArray<string> Receivers, DateTimeOffset At);
