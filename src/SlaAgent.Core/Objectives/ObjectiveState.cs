using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>What one objective has counted: its windows, its latencies, and what is still to be made durable. Judging it is <see cref="ObjectiveJudge"/>'s.</summary>
internal sealed partial class ObjectiveState
{
    private readonly WindowSet _windows;
    private readonly PeriodWindow? _period;
    private readonly PendingSlots _pending;
    private readonly PendingSlots? _pendingSlices;
    private readonly OpenSlices? _slices;
    private readonly WorkSlices? _work;

    // Where the counts of an open slice stand in the store: the wall clock may be set before they are taken back.
    private readonly Dictionary<Instant, DateTimeOffset> _sliceStarts = [];

    public ObjectiveState(ServiceLevelAgreement agreement, Objective objective, EventSource source, PeriodTimeline? periods = null)
        : this(agreement, objective, source, periods, null)
    {
    }

    private ObjectiveState(ServiceLevelAgreement agreement, Objective objective, EventSource source, PeriodTimeline? periods, ObjectiveState? before)
    {
        (Agreement, Objective, Source) = (agreement, objective, source);
        Series = SeriesKey.Of(agreement.Service, agreement.Name, objective, source);
        Rules = BurnRateRules.For(agreement, objective, source);
        RecentLength = TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerHour, source.Interval.Ticks * 20));
        _period = periods is null ? null : before?._period?.Timeline == periods ? before._period : new PeriodWindow(periods);
        var lengths = Lengths();
        _windows = before is not null && before._windows.Holds(lengths) ? before._windows : new WindowSet(lengths);
        Total = _period ?? (IWindow)_windows.Of(agreement.Window);
        Recent = _windows.Of(RecentLength);
        Rows = [.. Rules.Select(rule => new BurnRow(rule, objective.Target, BurnRateRules.EventInterval(objective, source), _windows, objective.PartsPerEvent))];
        Latencies = objective.Indicator is not Indicator.Latency ? null
            : before?.Latencies is { } kept && before.Agreement.Window == agreement.Window && before._period?.Timeline == periods ? kept
            : periods is null ? new RollingHistogram(agreement.Window) : new PeriodHistogram(periods);
        _pending = before?._pending ?? new PendingSlots(Series, PendingSlots.EventSlot);
        if (objective.Timeslices is { } slices)
        {
            _sliceStarts = before?._sliceStarts ?? _sliceStarts;
            _work = objective.Indicator is not Indicator.Throughput ? null : before?._work ?? new WorkSlices(slices.Length);
            _slices = _work is not null ? null : before?._slices ?? new OpenSlices(slices);
            _pendingSlices = before?._pendingSlices ?? new PendingSlots(Series + SeriesKey.SliceSuffix, slices.Length);
        }
    }

    public ServiceLevelAgreement Agreement { get; }

    public Objective Objective { get; }

    public EventSource Source { get; }

    public string Series { get; }

    public EquatableArray<BurnRateRule> Rules { get; }

    public BurnRow[] Rows { get; }

    /// <summary>The agreement's window, or the period that is judged.</summary>
    public IWindow Total { get; }

    /// <summary>The window in which missing measurements are noticed.</summary>
    public RollingWindow Recent { get; }

    public TimeSpan RecentLength { get; }

    public LatencyWindow? Latencies { get; }

    public FailureTally Failures { get; private set; } = new();

    /// <summary>The moment before which no window holds anything.</summary>
    public Instant HeldFrom => _windows.Start;

    /// <summary>What is known of the source beside its counts: for people, never for judging.</summary>
    public SourceNotes Notes { get; private set; } = new();

    /// <summary>The first intended start; null before measuring began.</summary>
    public Instant? Began { get; private set; }

    /// <summary>To where results are known: the last intended start and its interval.</summary>
    public Instant ResultsEnd { get; private set; }

    /// <summary>Whether nothing is known beyond <see cref="ResultsEnd"/>, however much time has passed: work is judged by slices, and they close with time.</summary>
    public bool EndsWithSlices => _work is not null;

    /// <summary>To where the last measured result reaches; null before any.</summary>
    public Instant? MeasuredEnd { get; private set; }

    /// <summary>The intended start of the last result that was an event, or part of a slice.</summary>
    public Instant? LastEventAt { get; private set; }

    /// <summary>The last bad one.</summary>
    public Instant? LastBadAt { get; private set; }

    /// <summary>Good events since this process began.</summary>
    public long TotalGood { get; private set; }

    /// <summary>Events since this process began.</summary>
    public long TotalEvents { get; private set; }

    /// <summary>Whether something changed that a verdict depends on.</summary>
    public bool IsChanged { get; set; } = true;

    /// <summary>The same counts under a changed agreement, target or probe: windows that did not change are kept, others filled from the old ones.</summary>
    public ObjectiveState With(ServiceLevelAgreement agreement, Objective objective, EventSource source, PeriodTimeline? periods = null)
    {
        var next = new ObjectiveState(agreement, objective, source, periods, this)
        {
            Began = Began, ResultsEnd = ResultsEnd, MeasuredEnd = MeasuredEnd, LastEventAt = LastEventAt, LastBadAt = LastBadAt,
            TotalGood = TotalGood, TotalEvents = TotalEvents, Failures = Failures, Notes = Notes,
            _excepted = _excepted, _seenTo = _seenTo, _waived = _waived, _isWaivedByContract = _isWaivedByContract,
            Excluded = Excluded, _knownTo = _knownTo, _accountedTo = _accountedTo,
        };
        foreach (var (at, counts) in _windows.Contents())
        {
            if (!ReferenceEquals(next._windows, _windows))
            {
                next._windows.Add(at, counts);
            }

            next.NoteBad(at, counts.Bad);
        }

        if (Latencies is RollingHistogram latencies && next.Latencies is RollingHistogram rebuilt && !ReferenceEquals(latencies, rebuilt))
        {
            rebuilt.AddFrom(latencies);
        }

        next.TakePeriods(this);
        return next;
    }

    /// <summary>Lets time pass: slices that are complete are judged, and what is too old leaves the windows.</summary>
    /// <param name="clock">The present reading.</param>
    /// <param name="isFrozen">Whether results are held back, so that no slice is complete.</param>
    public void Advance(in ClockReading clock, bool isFrozen)
    {
        if (!isFrozen)
        {
            JudgeSlices(clock);
            JudgeWork(clock);
            WaiveUnmeasured(clock.Now - Source.Interval - Source.Lateness, clock);
        }

        IsChanged |= _windows.Advance(clock.Now);
        Latencies?.Advance(clock.Now);
    }

    /// <summary>Moves what is not durable yet into <paramref name="records"/>.</summary>
    public void DrainInto(List<SlotRecord> records)
    {
        _pending.DrainInto(records);
        _pendingSlices?.DrainInto(records);
    }

    private IEnumerable<TimeSpan> Lengths() =>
        [.. _period is null ? [Agreement.Window] : Array.Empty<TimeSpan>(), RecentLength, .. Rules.Select(rule => rule.Long), .. Rules.Select(rule => rule.Short)];

    private void NoteStart(Instant at, TimeSpan interval, in ClockReading clock)
    {
        Began = Began is { } began ? Instant.Min(began, at) : Begin(at, clock);
        ResultsEnd = Instant.Max(ResultsEnd, at + interval);
        IsChanged = true;
    }

    /// <summary>
    /// Counts are durable by slot, so measuring begins with a slot, and the part of it before the first sample does not count: after a restart it would be a gap
    /// otherwise, and too low a coverage while the agent is young.
    /// </summary>
    private Instant Begin(Instant at, in ClockReading clock)
    {
        var before = clock.ToWall(at).UtcTicks % PendingSlots.EventSlot.Ticks;
        var start = at - TimeSpan.FromTicks(before);
        Count(start, new SlotSums(0, 0, 0, before), clock);
        return start;
    }

    private void NoteMeasured(Instant end) => MeasuredEnd = MeasuredEnd is { } known ? Instant.Max(known, end) : end;

    private void NoteEvent(Instant at) => LastEventAt = LastEventAt is { } last ? Instant.Max(last, at) : at;

    private void Count(Instant at, in SlotSums counts, in ClockReading clock)
    {
        _windows.Add(at, counts);
        _period?.Add(at, counts);
        _pending.Add(clock.ToWall(at), counts);
        TotalGood += counts.Good;
        TotalEvents += counts.Events;
        IsChanged = true;
    }

    private void NoteBad(Instant at, long bad)
    {
        if (bad == 0)
        {
            return;
        }

        // A bad slice was bad from its start, wherever in it the count lies.
        var start = _slices?.StartOf(at) ?? _work?.StartOf(at) ?? at;
        LastBadAt = LastBadAt is { } last ? Instant.Max(last, start) : start;
        foreach (var row in Rows)
        {
            row.ObserveBad(start);
        }
    }
}
