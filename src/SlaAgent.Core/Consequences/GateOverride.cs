namespace SlaAgent.Core.Consequences;

/// <summary>A deployment gate that somebody keeps open for a while although a breach has closed it. Times are wall times.</summary>
public sealed record GateOverride
{
    /// <summary>The longest that a gate may be kept open by one.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>What it is called by.</summary>
    public required string Id { get; init; }

    /// <summary>The agreement whose gate it is.</summary>
    public required string Agreement { get; init; }

    /// <summary>Who.</summary>
    public required string By { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Until when; at most 24 hours later.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When it was taken back before its time; null where it was not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who took it back; null where nobody did.</summary>
    public string? EndedBy { get; init; }

    /// <summary>Whether it let one critical deployment (a security fix) pass, and kept the gate open for nobody else: then it lasts no time.</summary>
    public bool IsCritical { get; init; }

    /// <summary>Whether it keeps the gate open.</summary>
    public bool HoldsAt(DateTimeOffset now) => EndedAt is null && now >= From && now < Until;
}
