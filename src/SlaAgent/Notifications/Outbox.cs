using SlaAgent.Core.Incidents;
using SlaAgent.Ledger;

namespace SlaAgent.Notifications;

/// <summary>
/// What is owed to whom. Promise: every transition of every incident reaches every address that its receiver had then, firing before resolved, over restarts;
/// states coalesce, transitions do not. Bounded; what goes when it is full is declared in <see cref="OutboxTrim"/>.
/// </summary>
internal sealed partial class Outbox(Action<LedgerBatch> persist, SteadyClock clock, DeliveryOptions options)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OutboxLane> _lanes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Incident> _open = new(StringComparer.Ordinal);
    private List<Incident> _untaken = [];
    private List<DeliveryRecord> _restored = [];
    private Dictionary<string, Incident> _owed = [];
    private long _attempt;
    private long _dropped;

    /// <summary>Entries dropped because the outbox was full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Sets the receivers by difference: a new one gets what is open, one that went is owed nothing more.</summary>
    public void SetReceivers(IReadOnlyList<(string Name, ReceiverManner Manner)> receivers)
    {
        lock (_gate)
        {
            var batch = new OutboxChanges();
            foreach (var lane in _lanes.Values.Where(lane => !receivers.Contains((lane.Receiver, lane.Manner))).ToList())
            {
                _lanes.Remove(lane.Receiver);
                batch.Settled.AddRange(lane.Entries.Values.ToList().SelectMany(lane.Remove));
            }

            foreach (var (name, manner) in receivers)
            {
                _lanes.TryAdd(name, new OutboxLane(name, manner));
            }

            RestoreLanes(batch);
            foreach (var incident in _open.Values.Concat(_untaken))
            {
                Take(incident, batch);
            }

            _untaken = [];
            Trim(batch);
            batch.Send(persist);
        }
    }

    /// <summary>Takes incidents that are durable.</summary>
    public void Accept(IReadOnlyList<Incident> incidents)
    {
        lock (_gate)
        {
            var batch = new OutboxChanges();
            foreach (var incident in incidents)
            {
                if (incident.IsOpen)
                {
                    _open[incident.Id] = incident;
                }
                else
                {
                    _open.Remove(incident.Id);
                }

                Take(incident, batch);
            }

            Trim(batch);
            batch.Send(persist);
        }
    }

    /// <summary>Sets a receiver's addresses by difference: a new one gets what is open and what no address has accepted.</summary>
    public void SetAddresses(string receiver, IReadOnlySet<string> addresses)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(receiver, out var lane) || lane.Addresses.SetEquals(addresses))
            {
                return;
            }

            var batch = new OutboxChanges();
            lane.Addresses.Clear();
            lane.Addresses.UnionWith(addresses);
            foreach (var entry in lane.Entries.Values.ToList())
            {
                Readdress(lane, entry, batch);
            }

            batch.Send(persist);
        }
    }

    /// <summary>What an address is to be sent now: bounded in number and bytes; what has waited longest for an attempt first.</summary>
    public IReadOnlyList<DueDelivery> Due(string receiver, string address, int most)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(receiver, out var lane))
            {
                return [];
            }

            var now = clock.Now;
            var due = lane.Entries.Values
                .Select(entry => (Entry: entry, Next: Next(lane, entry, address)))
                .Where(item => item.Next is { } next && next.From <= now)
                .OrderBy(item => item.Entry.Attempts.GetValueOrDefault(address))
                .ThenBy(item => item.Entry.Incident.StartedAt);
            var taken = new List<DueDelivery>();
            var bytes = 0;
            foreach (var (entry, next) in due)
            {
                bytes += entry.Bytes;
                if (taken.Count == most || (taken.Count > 0 && bytes > options.LargestBodyBytes))
                {
                    break;
                }

                entry.Attempts[address] = ++_attempt;
                taken.Add(new(entry.Incident, next!.Value.Transition));
            }

            return taken;
        }
    }

    /// <summary>How long until something is due at an address; null for not before a change.</summary>
    public TimeSpan? UntilDue(string receiver, string address)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(receiver, out var lane))
            {
                return null;
            }

            DateTimeOffset? first = null;
            foreach (var entry in lane.Entries.Values)
            {
                if (Next(lane, entry, address) is { } next && (first is null || next.From < first))
                {
                    first = next.From;
                }
            }

            var now = clock.Now;
            return first is null ? null : first <= now ? TimeSpan.Zero : first - now;
        }
    }

    /// <summary>Notes what an address answered: <paramref name="rejected"/> is null where it accepted.</summary>
    public void Record(string receiver, string address, DueDelivery sent, string? rejected)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(receiver, out var lane)
                || !lane.Entries.TryGetValue(sent.Incident.Id, out var entry)
                || !entry.Addresses.TryGetValue(address, out var record))
            {
                return;
            }

            var now = clock.Now;
            var batch = new OutboxChanges();
            var changed = rejected is null ? Accepted(record, sent.Transition, now) : record with { Rejected = rejected };
            entry.Addresses[address] = changed;
            if (changed with { LastSent = record.LastSent } != record)
            {
                batch.Deliveries.Add(changed);
            }

            var whole = rejected is null ? Accepted(entry.Whole, sent.Transition, now) : entry.Whole;
            if (whole with { LastSent = entry.Whole.LastSent } != entry.Whole)
            {
                batch.Deliveries.Add(whole);
            }

            entry.Whole = whole;
            SettleIfDone(lane, entry, batch);
            batch.Send(persist);
        }
    }

    private static DeliveryRecord Accepted(DeliveryRecord record, Transition transition, DateTimeOffset now) => transition switch
    {
        Transition.Firing => record with { FiringAccepted = record.FiringAccepted ?? now, LastSent = now },
        Transition.Acknowledged => record with { AcknowledgedAccepted = record.AcknowledgedAccepted ?? now, LastSent = now },
        _ => record with { ResolvedAccepted = record.ResolvedAccepted ?? now, LastSent = now },
    };

    private void Take(Incident incident, OutboxChanges batch)
    {
        batch.TakenOver.Add(incident.Id);
        foreach (var lane in _lanes.Values.Where(lane => lane.Takes(incident)))
        {
            if (lane.Entries.TryGetValue(incident.Id, out var entry))
            {
                if (entry.Incident.IsOpen || !incident.IsOpen)
                {
                    GiveAnotherChance(entry, incident, batch);
                    entry.Incident = incident;
                }

                SettleIfDone(lane, entry, batch);
                continue;
            }

            if (lane.WasSettled(incident.Id))
            {
                continue;
            }

            entry = lane.Add(new OutboxEntry(incident, new DeliveryRecord(lane.Key("", incident.Id))));
            batch.Deliveries.Add(entry.Whole);
            Readdress(lane, entry, batch);
            foreach (var episode in entry.Episodes.Where(episode => episode != entry).ToList())
            {
                SettleIfDone(lane, episode, batch);
            }
        }
    }

    // What an address refused may have been a word that is gone from the text, or a mistake in its own settings: it is asked again when there is news.
    private static void GiveAnotherChance(OutboxEntry entry, Incident news, OutboxChanges batch)
    {
        if (entry.Incident == news)
        {
            return;
        }

        foreach (var (address, record) in entry.Addresses.Where(pair => pair.Value.Rejected is not null).ToList())
        {
            entry.Addresses[address] = record with { Rejected = null };
            batch.Deliveries.Add(entry.Addresses[address]);
        }
    }

    private void Trim(OutboxChanges batch)
    {
        foreach (var lane in _lanes.Values)
        {
            foreach (var dropped in OutboxTrim.Overfull(lane, options))
            {
                batch.Settled.AddRange(lane.Remove(dropped));
                Interlocked.Increment(ref _dropped);
            }
        }
    }

    private void Readdress(OutboxLane lane, OutboxEntry entry, OutboxChanges batch)
    {
        var id = entry.Incident.Id;
        foreach (var gone in entry.Addresses.Keys.Where(address => !lane.Addresses.Contains(address)).ToList())
        {
            entry.Addresses.Remove(gone);
            entry.Attempts.Remove(gone);
            batch.Settled.Add(lane.Key(gone, id));
        }

        var isOwed = entry.Incident.IsOpen || DeliveryRules.IsOwed(entry.Incident, entry.Whole, lane.Manner, options);
        foreach (var address in lane.Addresses)
        {
            if (isOwed && !entry.Addresses.ContainsKey(address))
            {
                var record = new DeliveryRecord(lane.Key(address, id));
                entry.Addresses[address] = record;
                batch.Deliveries.Add(record);
            }
        }

        SettleIfDone(lane, entry, batch);
    }

    private void SettleIfDone(OutboxLane lane, OutboxEntry entry, OutboxChanges batch)
    {
        var isDone = !entry.Incident.IsOpen
            && (entry.Addresses.Count > 0 || !DeliveryRules.IsOwed(entry.Incident, entry.Whole, lane.Manner, options))
            && entry.Addresses.All(pair => IsOvertaken(entry, pair.Key) || DeliveryRules.Next(entry.Incident, pair.Value, lane.Manner, options) is null);
        if (isDone)
        {
            batch.Settled.AddRange(lane.Remove(entry));
        }
    }
}
