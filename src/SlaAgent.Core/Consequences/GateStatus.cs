using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Consequences;

/// <summary>Whether what depends on an agreement may be deployed.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="IsOpen">Whether it may.</param>
/// <param name="Because">Why not, or by whose word it may; empty for an ordinary open gate.</param>
/// <param name="Since">Wall time since when the gate is so; null for since ever.</param>
public sealed record GateStatus(string Agreement, bool IsOpen, string Because, DateTimeOffset? Since)
{
    /// <summary>The override in force; null for none.</summary>
    public GateOverride? Override { get; init; }

    /// <summary>Ids of the incidents that close it, or would without <see cref="Override"/>.</summary>
    public EquatableArray<string> Incidents { get; init; }
}
