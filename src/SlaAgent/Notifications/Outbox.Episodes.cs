namespace SlaAgent.Notifications;

/// <summary>Episodes of the same alert: to who knows alerts by their labels they are one thing that fires and ends, so they are told one after the other.</summary>
internal sealed partial class Outbox
{
    private (Transition Transition, DateTimeOffset From)? Next(OutboxLane lane, OutboxEntry entry, string address)
    {
        if (!entry.Addresses.TryGetValue(address, out var record) || IsOvertaken(entry, address) || MustWait(lane, entry, address))
        {
            return null;
        }

        return DeliveryRules.Next(entry.Incident, record, lane.Manner, options);
    }

    /// <summary>Whether the end was accepted, and a later episode has begun: the end said again would end that one.</summary>
    private static bool IsOvertaken(OutboxEntry entry, string address) =>
        entry.Episodes.Count > 1
        && entry.Addresses.GetValueOrDefault(address) is { ResolvedAccepted: not null }
        && entry.Episodes.Exists(later => entry.IsBefore(later) && later.Addresses.ContainsKey(address));

    /// <summary>Whether an earlier episode is still to be told. Not at an Alertmanager: it is told all that fires at once, and again soon.</summary>
    private bool MustWait(OutboxLane lane, OutboxEntry entry, string address) =>
        entry.Episodes.Count > 1
        && lane.Manner.ReplayDelay is null
        && entry.Episodes.Exists(earlier => earlier.IsBefore(entry)
            && earlier.Addresses.TryGetValue(address, out var record)
            && DeliveryRules.IsOwed(earlier.Incident, record, lane.Manner, options));
}
