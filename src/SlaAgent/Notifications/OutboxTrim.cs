namespace SlaAgent.Notifications;

/// <summary>What goes when the outbox is full: first the oldest of what is delivered and closed, then the oldest closed, then the oldest open.</summary>
internal static class OutboxTrim
{
    /// <summary>The entries that are too many; none while the bounds hold.</summary>
    public static IReadOnlyList<OutboxEntry> Overfull(OutboxLane lane, DeliveryOptions options)
    {
        if (lane.Entries.Count <= options.LargestOutbox && lane.Bytes <= options.LargestOutboxBytes)
        {
            return [];
        }

        var order = lane.Entries.Values
            .OrderBy(entry => Rank(entry, lane.Manner, options))
            .ThenBy(entry => entry.Incident.EndedAt ?? entry.Incident.StartedAt);
        var count = lane.Entries.Count;
        var bytes = lane.Bytes;
        var dropped = new List<OutboxEntry>();
        foreach (var entry in order)
        {
            if (count <= options.LargestOutbox && bytes <= options.LargestOutboxBytes)
            {
                break;
            }

            dropped.Add(entry);
            count--;
            bytes -= entry.Bytes;
        }

        return dropped;
    }

    private static int Rank(OutboxEntry entry, ReceiverManner manner, DeliveryOptions options)
    {
        if (entry.Incident.IsOpen)
        {
            return 2;
        }

        var isDelivered = entry.Addresses.Count > 0 && entry.Addresses.Values.All(record => !DeliveryRules.IsOwed(entry.Incident, record, manner, options));
        return isDelivered ? 0 : 1;
    }
}
