using SlaAgent.Core.Consequences;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Gates;

/// <summary>What the agent says of the gate of one agreement.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="Service">Its service.</param>
/// <param name="State">How the gate is.</param>
/// <param name="Reason">Why, in one line; empty where it is open and there is nothing to say.</param>
internal sealed record GateReading(string Agreement, string Service, GateState State, string Reason)
{
    /// <summary>The gate itself; null where this agent keeps none for the agreement.</summary>
    public GateStatus? Gate { get; init; }

    /// <summary>The incidents that close it, or would without an override.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];
}
