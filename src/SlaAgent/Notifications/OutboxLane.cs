using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>What the outbox holds for one receiver. The outbox guards it.</summary>
internal sealed class OutboxLane(string receiver, TimeSpan? replayDelay)
{
    private const int Remembered = 10_000;
    private readonly Queue<string> _settledOrder = new();
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);

    /// <summary>Name of the receiver.</summary>
    public string Receiver { get; } = receiver;

    /// <summary>For an Alertmanager, shortest time between firing and resolved; null for a webhook.</summary>
    public TimeSpan? ReplayDelay { get; } = replayDelay;

    /// <summary>Its addresses as last resolved.</summary>
    public HashSet<string> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries by incident.</summary>
    public Dictionary<string, OutboxEntry> Entries { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes of all entries.</summary>
    public long Bytes => Entries.Values.Sum(entry => (long)entry.Bytes);

    /// <summary>Whether the incident goes to this receiver.</summary>
    public bool Takes(Incident incident) => incident.Receivers is not { } names || names.Contains(Receiver);

    /// <summary>Whether all of the incident was delivered before.</summary>
    public bool WasSettled(string incident) => _settled.Contains(incident);

    /// <summary>Key of a delivery of this lane.</summary>
    public DeliveryKey Key(string address, string incident) => new(Receiver, address, incident);

    /// <summary>Removes an entry; the keys of what was stored of it.</summary>
    public IEnumerable<DeliveryKey> Remove(OutboxEntry entry)
    {
        var id = entry.Incident.Id;
        Entries.Remove(id);
        if (!entry.Incident.IsOpen && _settled.Add(id))
        {
            _settledOrder.Enqueue(id);
            if (_settledOrder.Count > Remembered)
            {
                _settled.Remove(_settledOrder.Dequeue());
            }
        }

        return entry.Addresses.Keys.Append("").Select(address => Key(address, id)).ToList();
    }
}
