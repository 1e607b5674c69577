using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>What is to be made durable together. Everything in it is a fact or a latest state, so that batches can be merged while they wait.</summary>
internal sealed record LedgerBatch
{
    /// <summary>Counts to add; records of the same series, start and length add up.</summary>
    public IReadOnlyList<SlotRecord> Slots { get; init; } = [];

    /// <summary>Incidents that opened, changed or closed; the latest of an id stands. They are handed on once durable.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];

    /// <summary>Incidents that had ended before, and in which something was noted since; the latest of an id stands. Nobody is told of it, so they are not handed on.</summary>
    public IReadOnlyList<Incident> Amended { get; init; } = [];

    /// <summary>Services whose held results are let go, before <see cref="Held"/> is added: in one transaction with all counts that wait.</summary>
    public IReadOnlyList<string> Released { get; init; } = [];

    /// <summary>Results of a drain, held until it is known whether they count; their times are wall times.</summary>
    public IReadOnlyList<Sample> Held { get; init; } = [];

    /// <summary>Runs of evaluations; the same run twice is one. Their times are wall times.</summary>
    public IReadOnlyList<EvaluationRun> Evaluations { get; init; } = [];

    /// <summary>Small facts by key; a null value removes the key.</summary>
    public IReadOnlyList<KeyValuePair<string, string?>> Facts { get; init; } = [];

    /// <summary>Latest state of deliveries.</summary>
    public IReadOnlyList<DeliveryRecord> Deliveries { get; init; } = [];

    /// <summary>Deliveries that are no longer owed.</summary>
    public IReadOnlyList<DeliveryKey> Settled { get; init; } = [];

    /// <summary>Ids of incidents whose deliveries are in this or an earlier batch, so that a restart need not hand them on again.</summary>
    public IReadOnlyList<string> TakenOver { get; init; } = [];

    /// <summary>What is to go on the record, in order, in one transaction with all else of this batch.</summary>
    public IReadOnlyList<EvidenceItem> Evidence { get; init; } = [];

    /// <summary>Whether somebody waits to be told that it is kept: then a power cut may not take it either.</summary>
    public bool IsAwaited { get; init; }

    /// <summary>Whether it should not wait for the next tick.</summary>
    internal bool IsUrgent => IsAwaited || Incidents.Count > 0 || Deliveries.Count > 0 || Held.Count > 0 || Released.Count > 0 || Evaluations.Count > 0 || Evidence.Count > 0;
}
