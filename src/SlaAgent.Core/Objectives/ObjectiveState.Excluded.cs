using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    // To where samples stand for the time, and to where excluded time without any was noted.
    private Instant _knownTo;
    private Instant _accountedTo;

    // Whether the last waived readings were so by the contract: then the counts of a later one that reaches back over them are shared out.
    private bool _isWaivedByContract;

    /// <summary>Which time does not count.</summary>
    public ExcludedTime Excluded { get; init; } = new();

    /// <summary>What was adjusted after the fact since the breach was last looked at; null for nothing.</summary>
    public string? AdjustedBecause { get; set; }

    /// <summary>Takes a slot's counts out again: its measured time does not count any more.</summary>
    public void Waive(SlotRecord taken, in ClockReading clock)
    {
        var at = clock.FromWall(taken.Start);
        _windows.Waive(at, at + taken.Length, new SlotSums(taken.Good, taken.Bad, taken.Covered.Ticks, 0));
        _period?.Restore(taken.Start, at, new SlotSums(-taken.Good, -taken.Bad, -taken.Covered.Ticks, taken.Covered.Ticks));
        var latencies = new LatencyHistogram();
        if (Latencies is not null && LatencyHistogramCodec.TryAdd(taken.Latencies.Span, latencies))
        {
            Latencies.Waive(at, at + taken.Length, latencies);
        }
    }

    /// <summary>Notes for which time a sample stands.</summary>
    private void NoteKnown(Instant from, Instant to, in ClockReading clock)
    {
        WaiveUnmeasured(from, clock);
        _knownTo = Instant.Max(_knownTo, to);
    }

    /// <summary>
    /// Notes excluded time for which no sample can come any more, because the agent was not running, say: it was not to be measured, so it is not missing.
    /// </summary>
    private void WaiveUnmeasured(Instant to, in ClockReading clock)
    {
        if (Began is not { } began || _knownTo == default)
        {
            return;
        }

        var from = Instant.Max(Instant.Max(_knownTo, _accountedTo), Instant.Max(began, HeldFrom));
        foreach (var (begin, end) in Excluded.Within(from, to, clock))
        {
            for (var at = begin; at < end;)
            {
                var next = Instant.Min(at + Piece(clock.Now - at), end);
                Count(at, new SlotSums(0, 0, 0, (next - at).Ticks), clock);
                at = next;
            }

            _accountedTo = end;
        }
    }

    /// <summary>As fine as the windows that reach back so far are cut, so that none takes more than its share, or less.</summary>
    private TimeSpan Piece(TimeSpan age) =>
        age <= RecentLength ? PendingSlots.EventSlot : TimeSpan.FromMinutes(age <= TimeSpan.FromHours(6) ? 1 : 5);

    /// <summary>Notes the time of a sample that does not count.</summary>
    private void WaiveSample(Instant at, TimeSpan interval, in ClockReading clock)
    {
        var already = Math.Clamp((_accountedTo - at).Ticks, 0, interval.Ticks);
        Count(at, new SlotSums(0, 0, 0, interval.Ticks - already), clock);
    }

    /// <summary>The share of a reading's count that counts, where the beginning of its time was excluded: nobody knows when in it what was counted happened.</summary>
    private long Counting(long count, Instant from, TrafficSample sample) =>
        _isWaivedByContract && from > sample.From && sample.To > from ? Part(count, (sample.To - from).Ticks, (sample.To - sample.From).Ticks) : count;

    private static long Part(long whole, long share, long of) => (long)((Int128)whole * share / of);
}
