using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Detection;

/// <summary>A question, and what of its answer speaks for a kind of server. All that is given must hold.</summary>
/// <param name="Path">What is asked for, with GET.</param>
internal sealed record Clue(string Path)
{
    /// <summary>Statuses that speak for it; empty for 200.</summary>
    public EquatableArray<int> Statuses { get; init; }

    /// <summary>Whether any status will do.</summary>
    public bool AnyStatus { get; init; }

    /// <summary>JSON path, with <c>[*]</c> for any item, at which there must be something; null for none.</summary>
    public string? Field { get; init; }

    /// <summary>Text that one value at <see cref="Field"/> must be; null for any.</summary>
    public string? EqualTo { get; init; }

    /// <summary>Text that the body must hold, whatever its case; null for none.</summary>
    public string? Contains { get; init; }

    /// <summary>Whether the front of Seldon Core 2 must have routed it.</summary>
    public bool IsRouted { get; init; }

    /// <summary>Whether <paramref name="reply"/> speaks for it.</summary>
    public bool Holds(ServerReply reply) =>
        (AnyStatus || (Statuses.Count == 0 ? reply.Status == 200 : Statuses.Contains(reply.Status)))
        && (Field is null || (EqualTo is null ? reply.Has(Field) : reply.Texts(Field).Contains(EqualTo, StringComparer.Ordinal)))
        && (!IsRouted || reply.IsRouted)
        && (Contains is null || reply.Text.Contains(Contains, StringComparison.OrdinalIgnoreCase));
}
