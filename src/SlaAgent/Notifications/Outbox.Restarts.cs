namespace SlaAgent.Notifications;

internal sealed partial class Outbox
{
    /// <summary>Whether something is due at an address that rests on its having firing already: it had better be asked whether it still does.</summary>
    public bool RestsOnFiring(string receiver, string address)
    {
        lock (_gate)
        {
            var now = clock.Now;
            return _lanes.TryGetValue(receiver, out var lane)
                && lane.Entries.Values.Any(entry => entry.Addresses.GetValueOrDefault(address) is { FiringAccepted: not null, ResolvedAccepted: null }
                    && Next(lane, entry, address) is { } next && next.From <= now);
        }
    }

    /// <summary>
    /// Forgets which firings an address accepted longer than <paramref name="runningFor"/> ago: it has been started again since, and is to be told anew before it
    /// hears of an end. An end that was accepted stays accepted.
    /// </summary>
    public void Restarted(string receiver, string address, TimeSpan runningFor)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(receiver, out var lane))
            {
                return;
            }

            var start = clock.Now - runningFor;
            var batch = new OutboxChanges();
            foreach (var entry in lane.Entries.Values)
            {
                if (entry.Addresses.GetValueOrDefault(address) is { ResolvedAccepted: null } record && record.FiringAccepted < start)
                {
                    entry.Addresses[address] = record with { FiringAccepted = null };
                    batch.Deliveries.Add(entry.Addresses[address]);
                }
            }

            batch.Send(persist);
        }
    }
}
