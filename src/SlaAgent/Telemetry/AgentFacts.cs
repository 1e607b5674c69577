namespace SlaAgent.Telemetry;

/// <summary>What the parts of the agent say of themselves at a collection.</summary>
internal sealed record AgentFacts
{
    public static readonly AgentFacts None = new();

    public long LedgerErrors { get; init; }

    public bool LedgerDegraded { get; init; }

    public long LedgerDropped { get; init; }

    public long LedgersSetAside { get; init; }

    public long SamplesDropped { get; init; }

    public long ProbesMissed { get; init; }

    public long ClockJumps { get; init; }

    public bool Draining { get; init; }

    public IReadOnlyList<DeliveryFacts> Receivers { get; init; } = [];

    public IReadOnlyList<DeliveryFacts> Results { get; init; } = [];
}
