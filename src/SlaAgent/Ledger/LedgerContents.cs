using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>What was durable when the agent started.</summary>
internal sealed record LedgerContents
{
    /// <summary>Nothing was.</summary>
    public static readonly LedgerContents Empty = new();

    /// <summary>Slots by series, each list in order of start.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<SlotRecord>> Slots { get; init; } = new Dictionary<string, IReadOnlyList<SlotRecord>>();

    /// <summary>Incidents that are open.</summary>
    public IReadOnlyList<Incident> OpenIncidents { get; init; } = [];

    /// <summary>The latest 100 incidents that have ended, and those before them that are not closed, the youngest end first.</summary>
    public IReadOnlyList<Incident> ClosedIncidents { get; init; } = [];

    /// <summary>Incidents, open or closed, whose delivery is owed or was never taken over.</summary>
    public IReadOnlyList<Incident> OwedIncidents { get; init; } = [];

    /// <summary>Ids among <see cref="OwedIncidents"/> whose latest state no outbox has taken over.</summary>
    public IReadOnlySet<string> NotTakenOver { get; init; } = new HashSet<string>();

    /// <summary>How far each delivery has come.</summary>
    public IReadOnlyList<DeliveryRecord> Deliveries { get; init; } = [];

    /// <summary>Results of drains, in the order in which they came; their times are wall times.</summary>
    public IReadOnlyList<Sample> Held { get; init; } = [];

    /// <summary>Runs of evaluations, oldest first; their times are wall times.</summary>
    public IReadOnlyList<EvaluationRun> Evaluations { get; init; } = [];

    /// <summary>Small facts by key.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>Rows that could not be read and were left out.</summary>
    public int Unreadable { get; init; }
}
