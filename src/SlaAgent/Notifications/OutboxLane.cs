using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>What the outbox holds for one receiver. The outbox guards it.</summary>
internal sealed class OutboxLane(string receiver, ReceiverManner manner)
{
    private const int Remembered = 10_000;
    private readonly Queue<string> _settledOrder = new();
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OutboxEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<LabelSet, List<OutboxEntry>> _episodes = [];

    /// <summary>Name of the receiver.</summary>
    public string Receiver { get; } = receiver;

    /// <summary>How it is to be told.</summary>
    public ReceiverManner Manner { get; } = manner;

    /// <summary>Its addresses as last resolved.</summary>
    public HashSet<string> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Entries by incident.</summary>
    public IReadOnlyDictionary<string, OutboxEntry> Entries => _entries;

    /// <summary>Bytes of all entries.</summary>
    public long Bytes => _entries.Values.Sum(entry => (long)entry.Bytes);

    /// <summary>Whether the incident goes to this receiver.</summary>
    public bool Takes(Incident incident) => incident.GoesTo(Receiver);

    /// <summary>Whether all of the incident was delivered before.</summary>
    public bool WasSettled(string incident) => _settled.Contains(incident);

    /// <summary>Key of a delivery of this lane.</summary>
    public DeliveryKey Key(string address, string incident) => new(Receiver, address, incident);

    /// <summary>Adds an entry.</summary>
    public OutboxEntry Add(OutboxEntry entry)
    {
        _entries.Add(entry.Incident.Id, entry);
        if (!_episodes.TryGetValue(entry.Incident.Labels, out var episodes))
        {
            _episodes[entry.Incident.Labels] = episodes = [];
        }

        episodes.Add(entry);
        entry.Episodes = episodes;
        return entry;
    }

    /// <summary>Removes an entry; the keys of what was stored of it.</summary>
    public IEnumerable<DeliveryKey> Remove(OutboxEntry entry)
    {
        var id = entry.Incident.Id;
        _entries.Remove(id);
        entry.Episodes.Remove(entry);
        if (entry.Episodes.Count == 0)
        {
            _episodes.Remove(entry.Incident.Labels);
        }

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
