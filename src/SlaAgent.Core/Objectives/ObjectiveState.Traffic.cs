using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    /// <summary>Most pieces into which a reading that spans a long time is cut.</summary>
    private const int MostPieces = 240;

    private readonly LatencyHistogram _read = new();
    private Instant? _seenTo;
    private (Instant From, Instant To)? _waived;

    /// <summary>Counts what a reading of the server's metrics says. In waived time only that time is noted.</summary>
    public void Observe(TrafficSample sample, bool waived, in ClockReading clock)
    {
        // Whatever it says, a sample in waived time stands for all the time since the one before it.
        var begin = sample.Failure is null ? sample.From : _seenTo ?? sample.To;
        var excluded = !waived && Excluded.CoversAll(begin, sample.To, clock);
        var from = waived && _seenTo is { } seen ? Instant.Min(seen, sample.From) : sample.Failure is null || excluded ? begin : sample.To;
        from = Instant.Min(_waived is { } last ? Instant.Max(from, last.To) : from, sample.To);
        NoteReading(from, sample.To, clock);
        if (sample.Failure is null || waived || excluded)
        {
            NoteKnown(from, sample.To, clock);
        }

        if (waived || excluded)
        {
            _isWaivedByContract = excluded;
            _waived = _waived is { } before && before.To == from ? (before.From, sample.To) : (from, sample.To);
            Waive(from, sample.To, clock);
        }
        else if (sample.Failure is { } failure)
        {
            Notes.Unread = failure;
        }
        else if (_work is null)
        {
            CountRequests(sample, from, clock);
        }
        else
        {
            CountWork(sample, from, clock);
        }
    }

    private void NoteReading(Instant from, Instant to, in ClockReading clock)
    {
        _seenTo = to;
        if (_work is null)
        {
            NoteStart(from, to - from, clock);
        }
        else if (Began is null)
        {
            // The slice in which reading begins is never whole.
            NoteStart(_work.FirstFrom(from), TimeSpan.Zero, clock);
        }
    }

    private void Waive(Instant from, Instant to, in ClockReading clock)
    {
        from = Instant.Max(from, _accountedTo);
        if (to > from)
        {
            Count(new Instant(to.Ticks - 1), new SlotSums(0, 0, 0, (to - from).Ticks), clock);
        }
    }

    private void CountRequests(TrafficSample sample, Instant from, in ClockReading clock)
    {
        var latency = Objective.Indicator as Indicator.Latency;
        if (latency is not null && TrafficEvents.Histogram(latency.Measure, sample) is { } shown)
        {
            Notes.Learn(shown.UpperBounds, latency.Threshold);
        }

        var seen = TrafficEvents.Of(Objective.Indicator, sample);
        Notes.HoldsProbes = sample.HoldsProbes;
        Notes.Unread = seen.IsTold || sample.From == sample.To ? null : "the server's metrics do not tell what it takes to judge this";
        if (!seen.IsTold || sample.To <= from)
        {
            return;
        }

        NoteMeasured(sample.To);
        var counting = seen with { Good = Counting(seen.Good, from, sample), Bad = Counting(seen.Bad, from, sample), Failed = Counting(seen.Failed, from, sample) };
        CountPieces(from, sample.To, counting, clock);
        Failures.AddFailed(sample.To, seen.Failed);
        Failures.AddSlow(sample.To, seen.Bad - seen.Failed);
        if (latency is not null)
        {
            CountLatencies(TrafficEvents.Histogram(latency.Measure, sample)!, latency.ExcludeFailures ? 0 : Math.Max(0, seen.Good + seen.Bad), new Instant(sample.To.Ticks - 1), clock);
        }
    }

    /// <summary>
    /// Nobody knows when between two readings a request ended. The counts of an ordinary reading lie at its end; a reading that spans several intervals,
    /// because some failed, is cut into pieces over which its counts are spread evenly, so that no window takes more than its share. Their sum is exact.
    /// </summary>
    private void CountPieces(Instant from, Instant to, in TrafficEvents seen, in ClockReading clock)
    {
        var span = (to - from).Ticks;
        var pieces = (int)Math.Clamp(span / Source.Interval.Ticks, 1, MostPieces);
        var (begin, told) = (from, 0L);
        for (var i = 1; i <= pieces; i++)
        {
            var end = new Instant(from.Ticks + Part(span, i, pieces));
            var good = Part(seen.Good, i, pieces) - Part(seen.Good, i - 1, pieces);
            var bad = Part(seen.Bad, i, pieces) - Part(seen.Bad, i - 1, pieces);
            var failed = Math.Min(Part(seen.Failed, i, pieces) - told, bad);
            CountPiece(begin, end, new(true, good, bad, failed), clock);
            (begin, told) = (end, told + failed);
        }
    }

    private void CountPiece(Instant begin, Instant end, in TrafficEvents seen, in ClockReading clock)
    {
        if (Excluded.CoversAll(begin, end, clock))
        {
            Waive(begin, end, clock);
            return;
        }

        var at = new Instant(end.Ticks - 1);
        var (good, bad) = (seen.Good, seen.Bad);
        var counts = _slices is null ? new SlotSums(good, bad, 0, 0) : default;
        Count(at, counts with { Covered = (end - begin).Ticks }, clock);
        NoteSlicesMeasured(begin, end, clock);
        if (good + bad == 0)
        {
            return;
        }

        NoteEvent(at);
        NoteBad(begin, counts.Bad);
        if (AddToSlice(at, good, bad, clock))
        {
            _pending.AddReason(clock.ToWall(at), BadReason.Failed, seen.Failed);
            _pending.AddReason(clock.ToWall(at), BadReason.TooSlow, bad - seen.Failed);
        }
    }

    /// <summary>Each bucket counts at its upper bound, and what lies beyond the last one, or failed without a duration, beyond every bound.</summary>
    private void CountLatencies(BucketCounts histogram, long events, Instant at, in ClockReading clock)
    {
        _read.Clear();
        var counts = histogram.Counts.AsSpan();
        for (var i = 0; i < histogram.UpperBounds.Count && i < counts.Length; i++)
        {
            if (counts[i] > 0)
            {
                _read.Add(LatencyBuckets.Of(histogram.UpperBounds[i]), counts[i]);
            }
        }

        _read.AddInfinite(Math.Max(Math.Max(0, counts.Length > 0 ? counts[^1] : 0), events - _read.Finite));
        Latencies!.Add(at, _read);
        _pending.AddLatencies(clock.ToWall(at), _read);
    }
}
