using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

internal sealed partial class Outbox
{
    /// <summary>All that is owed, for a new ledger in the place of a damaged one.</summary>
    public LedgerBatch Recall()
    {
        lock (_gate)
        {
            var entries = _lanes.Values.SelectMany(lane => lane.Entries.Values).ToList();
            return new LedgerBatch
            {
                Incidents = [.. _open.Values.Concat(entries.Select(entry => entry.Incident)).DistinctBy(incident => incident.Id)],
                Deliveries = [.. entries.SelectMany(entry => entry.Addresses.Values.Append(entry.Whole))],
            };
        }
    }

    /// <summary>How many deliveries are owed by a receiver's addresses, and since when the oldest (wall time of its transition).</summary>
    public (int Entries, DateTimeOffset? Oldest) Backlog(string receiver)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(receiver, out var lane))
            {
                return (0, null);
            }

            var owed = lane.Entries.Values
                .SelectMany(entry => (lane.Addresses.Count == 0 ? [entry.Whole] : entry.Addresses.Values.AsEnumerable()).Select(record => (entry.Incident, Record: record)))
                .Select(item => DeliveryRules.OwedSince(item.Incident, item.Record, lane.Manner, options))
                .OfType<DateTimeOffset>()
                .ToList();
            return (owed.Count, owed.Count == 0 ? null : owed.Min());
        }
    }
}
