using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>What one step of the outbox changed, written as one batch.</summary>
internal sealed class OutboxChanges
{
    /// <summary>Deliveries with a new state.</summary>
    public List<DeliveryRecord> Deliveries { get; } = [];

    /// <summary>Deliveries that are done.</summary>
    public List<DeliveryKey> Settled { get; } = [];

    /// <summary>Incidents taken over.</summary>
    public List<string> TakenOver { get; } = [];

    /// <summary>Hands the changes to the ledger, if there are any.</summary>
    public void Send(Action<LedgerBatch> persist)
    {
        if (Deliveries.Count + Settled.Count + TakenOver.Count > 0)
        {
            persist(new LedgerBatch { Deliveries = Deliveries, Settled = Settled, TakenOver = TakenOver });
        }
    }
}
