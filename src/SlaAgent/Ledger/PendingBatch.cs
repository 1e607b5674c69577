using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>
/// What waits to be written, merged, so that its size follows from what is distinct and not from how long the disk has been away. Not thread-safe: its owner guards it.
/// </summary>
internal sealed class PendingBatch(MergeLatencies mergeLatencies)
{
    /// <summary>More slots than these are made coarser, then the oldest dropped.</summary>
    public const int MaxSlots = 50_000;

    /// <summary>More runs of evaluations than these: the oldest are dropped.</summary>
    public const int MaxEvaluations = 5000;

    /// <summary>More held results than these: the oldest are dropped.</summary>
    public const int MaxHeld = 20_000;

    private readonly MergeLatencies _mergeLatencies = mergeLatencies;

    /// <summary>Slots by series, length and start.</summary>
    public Dictionary<SlotKey, SlotRecord> Slots { get; } = [];

    /// <summary>Latest state of incidents by id, and whether it was handed on already.</summary>
    public Dictionary<string, (Incident Incident, bool HandedOn)> Incidents { get; } = new(StringComparer.Ordinal);

    /// <summary>Services whose held results are let go first.</summary>
    public HashSet<string> Released { get; } = new(StringComparer.Ordinal);

    /// <summary>Held results to add.</summary>
    public List<Sample> Held { get; } = [];

    /// <summary>Runs of evaluations to add, by what each is known by.</summary>
    public Dictionary<(string Service, string Probe, Instant At), EvaluationRun> Evaluations { get; } = [];

    /// <summary>Facts to set or (null) remove.</summary>
    public Dictionary<string, string?> Facts { get; } = new(StringComparer.Ordinal);

    /// <summary>Deliveries to set or (null) remove.</summary>
    public Dictionary<DeliveryKey, DeliveryRecord?> Deliveries { get; } = [];

    /// <summary>Ids that an outbox has taken over.</summary>
    public HashSet<string> TakenOver { get; } = new(StringComparer.Ordinal);

    /// <summary>What is to go on the record.</summary>
    public PendingEvidence Evidence { get; } = new();

    /// <summary>Whether somebody waits to be told that it is kept.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>More closed incidents than these: those that ended first are dropped, with what is known of their delivery.</summary>
    public const int MaxClosedIncidents = 10_000;

    private long _dropped;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Slots.Count == 0 && Incidents.Count == 0 && Released.Count == 0 && Held.Count == 0 && Evaluations.Count == 0
        && Facts.Count == 0 && Deliveries.Count == 0 && TakenOver.Count == 0 && Evidence.IsEmpty;

    /// <summary>Adds what came later.</summary>
    public void Add(LedgerBatch batch)
    {
        IsAwaited |= batch.IsAwaited;
        _dropped += Evidence.Add(batch.Evidence);
        AddSlots(batch.Slots);
        AddHeld(batch.Released, batch.Held);
        AddEvaluations(batch.Evaluations);
        foreach (var id in batch.TakenOver)
        {
            TakenOver.Add(id);
        }

        foreach (var incident in batch.Incidents)
        {
            Incidents[incident.Id] = (incident, false);
        }

        AddAmended(batch.Amended);
        foreach (var (key, value) in batch.Facts)
        {
            Facts[key] = value;
        }

        foreach (var delivery in batch.Deliveries)
        {
            Deliveries[delivery.Key] = delivery;
        }

        foreach (var key in batch.Settled)
        {
            Deliveries[key] = null;
        }

        DropClosedIncidents();
    }

    /// <summary>Adds <paramref name="later"/>, which was collected while this one could not be written.</summary>
    public void Add(PendingBatch later)
    {
        IsAwaited |= later.IsAwaited;
        _dropped += Evidence.Add(later.Evidence.Items, later.Evidence.GivenUp);
        AddSlots(later.Slots.Values);
        AddHeld(later.Released, later.Held);
        AddEvaluations(later.Evaluations.Values);
        TakenOver.UnionWith(later.TakenOver);
        foreach (var (id, entry) in later.Incidents)
        {
            Incidents[id] = entry;
        }

        foreach (var (key, value) in later.Facts)
        {
            Facts[key] = value;
        }

        foreach (var (key, value) in later.Deliveries)
        {
            Deliveries[key] = value;
        }

        _dropped += later.TakeDropped();
        DropClosedIncidents();
    }

    /// <summary>How many slots, held results, runs and closed incidents were dropped since the last call because memory was full.</summary>
    public long TakeDropped()
    {
        var dropped = _dropped;
        _dropped = 0;
        return dropped;
    }

    /// <summary>
    /// Takes out at most <paramref name="count"/> slots, for one transaction; all of them where held results are let go, because those are among the counts
    /// and must not be lost, or counted twice, by a kill between two transactions.
    /// </summary>
    public List<SlotRecord> TakeSlots(int count)
    {
        var taken = Slots.Values.Take(Released.Count > 0 ? int.MaxValue : count).ToList();
        foreach (var slot in taken)
        {
            Slots.Remove(SlotKey.Of(slot));
        }

        return taken;
    }

    /// <summary>Puts slots back that were not written.</summary>
    public void AddSlots(IEnumerable<SlotRecord> slots)
    {
        foreach (var slot in slots)
        {
            AddSlot(slot);
        }

        if (Slots.Count > MaxSlots)
        {
            Coarsen();
        }
    }

    /// <summary>Puts evidence back that was not written, before what came later.</summary>
    public void PutBack(PendingEvidence earlier) => _dropped += Evidence.PutBack(earlier);

    /// <summary>Forgets all but the slots, once that part is written.</summary>
    public void ClearAllButSlots()
    {
        IsAwaited = false;
        Evidence.Clear();
        Incidents.Clear();
        Released.Clear();
        Held.Clear();
        Evaluations.Clear();
        Facts.Clear();
        Deliveries.Clear();
        TakenOver.Clear();
    }

    /// <summary>Where its end still waits to be handed on, it is with this; else receivers have it already, or are owed it.</summary>
    private void AddAmended(IReadOnlyList<Incident> amended)
    {
        foreach (var incident in amended)
        {
            if (Incidents.TryGetValue(incident.Id, out var waiting))
            {
                Incidents[incident.Id] = (incident, waiting.HandedOn);
            }
            else
            {
                Incidents[incident.Id] = (incident, true);
                TakenOver.Add(incident.Id);
            }
        }
    }

    private void AddSlot(SlotRecord slot)
    {
        var key = SlotKey.Of(slot);
        Slots[key] = Slots.TryGetValue(key, out var earlier) ? SlotArithmetic.Add(earlier, slot, _mergeLatencies) : slot;
    }

    private void AddHeld(IReadOnlyCollection<string> released, IReadOnlyList<Sample> held)
    {
        if (released.Count > 0)
        {
            Released.UnionWith(released);
            Held.RemoveAll(result => released.Contains(result.Service));
        }

        Held.AddRange(held);
        if (Held.Count > MaxHeld)
        {
            _dropped += Held.Count - MaxHeld;
            Held.RemoveRange(0, Held.Count - MaxHeld);
        }
    }

    private void AddEvaluations(IReadOnlyCollection<EvaluationRun> runs)
    {
        foreach (var run in runs)
        {
            Evaluations.TryAdd((run.Result.Service, run.Result.Probe, run.Result.ScheduledAt), run);
        }

        foreach (var key in Evaluations.Count <= MaxEvaluations ? [] : Evaluations.Keys.OrderBy(key => key.At).Take(Evaluations.Count - MaxEvaluations).ToList())
        {
            Evaluations.Remove(key);
            _dropped++;
        }
    }

    private void DropClosedIncidents()
    {
        if (Incidents.Count <= MaxClosedIncidents)
        {
            return;
        }

        // Those that nobody was told of yet are never among them.
        var closed = Incidents.Values.Where(entry => entry.HandedOn && !entry.Incident.IsOpen).Select(entry => entry.Incident).OrderByDescending(incident => incident.EndedAt);
        foreach (var incident in closed.Skip(MaxClosedIncidents).ToList())
        {
            Incidents.Remove(incident.Id);
            TakenOver.Remove(incident.Id);
            foreach (var key in Deliveries.Keys.Where(key => key.Incident == incident.Id).ToList())
            {
                Deliveries.Remove(key);
            }

            _dropped++;
        }
    }

    private void Coarsen()
    {
        foreach (var (from, to) in new[] { (SlotArithmetic.Fine, SlotArithmetic.Medium), (SlotArithmetic.Medium, SlotArithmetic.Coarse) })
        {
            if (Slots.Count <= MaxSlots / 2)
            {
                return;
            }

            foreach (var slot in Slots.Values.Where(slot => slot.Length <= from && !slot.Series.EndsWith("/slice", StringComparison.Ordinal)).ToList())
            {
                Slots.Remove(SlotKey.Of(slot));
                AddSlot(SlotArithmetic.Widen(slot, to));
            }
        }

        foreach (var slot in Slots.Values.OrderBy(slot => slot.Start).Take(Math.Max(0, Slots.Count - MaxSlots)).ToList())
        {
            Slots.Remove(SlotKey.Of(slot));
            _dropped++;
        }
    }
}
