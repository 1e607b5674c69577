using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Reports;

/// <summary>Finds when a gate was closed.</summary>
internal static class GateReckoning
{
    /// <summary>The times within a period in which the gate of an agreement was closed, with their true ends.</summary>
    public static EquatableArray<GateClosure> Closures(EvidenceIndex index, string agreement, DateTimeOffset from, DateTimeOffset to)
    {
        var closures = new List<GateClosure>();
        foreach (var (at, gate) in index.Gates.Where(moved => moved.Gate.Agreement == agreement))
        {
            if (closures is [.., { To: null } open])
            {
                closures[^1] = open with { To = at };
            }

            if (!gate.IsOpen)
            {
                closures.Add(new(at, null, gate.Because));
            }
        }

        return [.. closures.Where(closure => closure.From < to && (closure.To is not { } end || end > from))];
    }

    /// <summary>Overrides that were in force within a period.</summary>
    public static EquatableArray<GateOverride> Overrides(EvidenceIndex index, string agreement, DateTimeOffset from, DateTimeOffset to) =>
        [.. index.Overrides.Where(held => held.Agreement == agreement && held.From < to && (held.EndedAt ?? held.Until) > from).OrderBy(held => held.From)];
}
