namespace SlaAgent.Core.Incidents;

/// <summary>What is known of an incident beyond its alert when it opens.</summary>
/// <param name="Priority">Its priority by the agreement; null for none.</param>
/// <param name="FirstBad">The first bad sample; null where there was none.</param>
internal readonly record struct IncidentOrigin(string? Priority, IncidentEvent? FirstBad)
{
    /// <summary>It is no incident, but something that people are told: it has no number and nothing happens in it, and it is not put on the record.</summary>
    public static IncidentOrigin Notice { get; } = new() { IsNotice = true };

    /// <summary>Whether it is no incident at all.</summary>
    public bool IsNotice { get; private init; }

    /// <summary>The first bad sample, at a time and in words.</summary>
    public static IncidentOrigin From(DateTimeOffset at, string text, string? priority = null) => new(priority, new(at, IncidentEventKinds.FirstBad, text));
}
