using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    /// <summary>Places counts from before on the windows, oldest record first. Records may be of any length.</summary>
    /// <param name="record">A record of this series, or of its open slices.</param>
    /// <param name="clock">The present reading. A record from a time that is still to come (the wall clock was set back) counts as now.</param>
    /// <returns>False where the record is damaged; its counts are used as far as they are possible.</returns>
    public bool Restore(SlotRecord record, in ClockReading clock)
    {
        if (record.Series.Length != Series.Length)
        {
            return AwaitsAll || RestoreSlice(record, clock);
        }

        if (record.Good < 0 || record.Bad < 0 || record.Covered < TimeSpan.Zero || record.Waived < TimeSpan.Zero || record.Length <= TimeSpan.Zero)
        {
            return false;
        }

        var at = Instant.Min(clock.FromWall(record.Start), clock.Now);
        RestoreCounts(record, at);
        Began = Began is { } began ? Instant.Min(began, at) : at;
        var end = Instant.Min(at + record.Length, clock.Now);
        if (record.Covered > TimeSpan.Zero)
        {
            MeasuredEnd = MeasuredEnd is { } known ? Instant.Max(known, end) : end;

            // What was known before is known still: a young agent's verdict would wait for the next result otherwise.
            ResultsEnd = Instant.Max(ResultsEnd, end);
        }

        if (record.Covered + record.Waived is { Ticks: > 0 } spoken)
        {
            _knownTo = Instant.Max(_knownTo, at + (spoken > record.Length ? spoken : record.Length));
        }

        if (record.Good + record.Bad > 0)
        {
            LastEventAt = LastEventAt is { } last ? Instant.Max(last, at) : at;
        }

        NoteBad(at, record.Bad);
        IsChanged = true;
        return RestoreLatencies(record, at);
    }

    private bool RestoreWork(SlotRecord record, in ClockReading clock)
    {
        if (record.Good < 0 || record.Bad < 0 || record.Covered < TimeSpan.Zero || record.Waived < TimeSpan.Zero || record.Length != _work!.Length)
        {
            return false;
        }

        var at = Instant.Min(clock.FromWall(record.Start), clock.Now);
        var part = new WorkSlices.Slice(_work.StartOf(at), record.Good, record.Bad, record.Covered.Ticks, record.Waived.Ticks);
        if (part != new WorkSlices.Slice(part.Start, 0, 0, 0, 0) && _work.Add(part))
        {
            _sliceStarts.TryAdd(part.Start, record.Start);
        }

        if (record.Bad > 0)
        {
            NoteEvent(at);
        }

        return true;
    }

    private bool RestoreLatencies(SlotRecord record, Instant at)
    {
        if (Latencies is null)
        {
            return true;
        }

        var read = new LatencyHistogram();
        if (!LatencyHistogramCodec.TryAdd(record.Latencies.Span, read))
        {
            return false;
        }

        RestoreLatencies(record, at, read);
        return true;
    }
}
