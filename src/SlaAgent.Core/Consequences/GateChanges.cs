using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Consequences;

/// <summary>What changed about deployment gates and is to be made durable.</summary>
/// <param name="Gates">Gates that closed or opened, by agreement; null for one that is no more.</param>
/// <param name="Overrides">Overrides that changed, by id; null for one that is forgotten.</param>
public sealed record GateChanges(EquatableArray<KeyValuePair<string, GateStatus?>> Gates, EquatableArray<KeyValuePair<string, GateOverride?>> Overrides)
{
    /// <summary>Nothing did.</summary>
    public static readonly GateChanges None = new([], []);
}
