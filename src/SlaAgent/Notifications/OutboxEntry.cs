using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>One incident owed to one receiver. The outbox guards it.</summary>
internal sealed class OutboxEntry(Incident incident, DeliveryRecord whole)
{
    private Incident _incident = incident;

    /// <summary>Latest state; once closed it stays closed.</summary>
    public Incident Incident
    {
        get => _incident;
        set
        {
            _incident = value;
            Bytes = Size(value.Labels) + Size(value.Annotations);
        }
    }

    /// <summary>Bytes of labels and annotations.</summary>
    public int Bytes { get; private set; } = Size(incident.Labels) + Size(incident.Annotations);

    /// <summary>All episodes of the same alert that the receiver is owed, this one among them.</summary>
    public List<OutboxEntry> Episodes { get; set; } = [];

    /// <summary>Whether this episode of an alert came before <paramref name="other"/>.</summary>
    public bool IsBefore(OutboxEntry other) => Place.CompareTo(other.Place) < 0;

    /// <summary>What any address of the receiver has accepted, so that a new address is not told an old story.</summary>
    public DeliveryRecord Whole { get; set; } = whole;

    /// <summary>How far each address has come.</summary>
    public Dictionary<string, DeliveryRecord> Addresses { get; } = new(StringComparer.Ordinal);

    /// <summary>Order of the latest attempt by address: one that fails goes behind the others.</summary>
    public Dictionary<string, long> Attempts { get; } = new(StringComparer.Ordinal);

    private (DateTimeOffset, DateTimeOffset, string) Place => (_incident.StartedAt, _incident.EndedAt ?? DateTimeOffset.MaxValue, _incident.Id);

    private static int Size(LabelSet labels)
    {
        var bytes = 0;
        foreach (var (name, value) in labels.Pairs)
        {
            bytes += name.Length + Encoding.UTF8.GetByteCount(value);
        }

        return bytes;
    }
}
