using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Consequences;

/// <summary>Something that is owed since a breach, until when, and who did it. Times are wall times.</summary>
public sealed record Obligation
{
    /// <summary>What it is called by.</summary>
    public required string Id { get; init; }

    /// <summary>What is owed.</summary>
    public required ObligationKind Kind { get; init; }

    /// <summary>The agreement.</summary>
    public required string Agreement { get; init; }

    /// <summary>The objective; null for what is owed for the agreement as a whole.</summary>
    public string? Objective { get; init; }

    /// <summary>Id of the incident that it came of: for a review, the last that made it due.</summary>
    public required string Incident { get; init; }

    /// <summary>Number of that incident.</summary>
    public long IncidentNumber { get; init; }

    /// <summary>When it came to be.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>Until when it is owed.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Why, in a few words.</summary>
    public required string Because { get; init; }

    /// <summary>Receivers of a statement; none for other kinds.</summary>
    public EquatableArray<string> Receivers { get; init; }

    /// <summary>When people were reminded; null for not yet.</summary>
    public DateTimeOffset? RemindedAt { get; init; }

    /// <summary>When it was done; null while it is owed.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Who says that it was done; null while it is owed.</summary>
    public string? DoneBy { get; init; }

    /// <summary>What they say: where the document is, say; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The statement that was sent; null where none was sent from here.</summary>
    public string? Statement { get; init; }

    /// <summary>Whether it is still owed.</summary>
    public bool IsOpen => DoneAt is null;

    /// <summary>Whether it is owed past its time.</summary>
    public bool IsOverdueAt(DateTimeOffset now) => IsOpen && now > DueAt;
}
