using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

internal sealed partial class Outbox
{
    /// <summary>Takes up what was owed when the agent stopped. Before the first <see cref="SetReceivers"/>.</summary>
    public void Restore(LedgerContents contents)
    {
        lock (_gate)
        {
            foreach (var incident in contents.OpenIncidents)
            {
                _open[incident.Id] = incident;
            }

            _untaken = [.. contents.OwedIncidents.Where(incident => contents.NotTakenOver.Contains(incident.Id))];
            _owed = contents.OwedIncidents.Concat(contents.OpenIncidents).DistinctBy(incident => incident.Id).ToDictionary(incident => incident.Id, StringComparer.Ordinal);
            _restored = [.. contents.Deliveries];
        }
    }

    private void RestoreLanes(OutboxChanges batch)
    {
        var now = clock.Now;
        foreach (var record in _restored.OrderBy(record => record.Key.Address, StringComparer.Ordinal))
        {
            if (!_lanes.TryGetValue(record.Key.Receiver, out var lane) || !_owed.TryGetValue(record.Key.Incident, out var incident))
            {
                batch.Settled.Add(record.Key);
                continue;
            }

            if (!lane.Entries.TryGetValue(incident.Id, out var entry))
            {
                entry = lane.Add(new OutboxEntry(incident, new DeliveryRecord(lane.Key("", incident.Id))));
            }

            var clamped = NotAfter(record, now);
            if (record.Key.Address.Length == 0)
            {
                entry.Whole = clamped;
            }
            else
            {
                lane.Addresses.Add(record.Key.Address);
                entry.Addresses[record.Key.Address] = clamped;
            }
        }

        _restored = [];
        _owed = [];
    }

    private static DeliveryRecord NotAfter(DeliveryRecord record, DateTimeOffset now)
    {
        DateTimeOffset? Clamp(DateTimeOffset? time) => time > now ? now : time;
        return record with
        {
            FiringAccepted = Clamp(record.FiringAccepted),
            AcknowledgedAccepted = Clamp(record.AcknowledgedAccepted),
            ResolvedAccepted = Clamp(record.ResolvedAccepted),
            LastSent = Clamp(record.LastSent),
        };
    }
}
