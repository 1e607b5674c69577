using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    private long _excepted;

    /// <summary>Counts events in the slice of their time, where slices are judged.</summary>
    /// <returns>False where that slice has been judged already, and they count for nothing.</returns>
    private bool AddToSlice(Instant at, long good, long bad, in ClockReading clock)
    {
        if (_slices is null)
        {
            return true;
        }

        var isOpen = _slices.Add(at, good, bad);
        if (isOpen)
        {
            _pendingSlices!.Add(StoredStart(_slices.StartOf(at), clock), new SlotSums(good, bad, 0, 0));
        }

        return isOpen;
    }

    /// <summary>Notes measured time in the slices that it lies in, where a slice is an event also when nothing was asked in it.</summary>
    private void NoteSlicesMeasured(Instant from, Instant to, in ClockReading clock)
    {
        if (_slices is not { CountsMeasured: true } || to <= from)
        {
            return;
        }

        NoteEvent(new Instant(to.Ticks - 1));
        for (var start = _slices.StartOf(from); start < to; start += _slices.Length)
        {
            var measured = (Instant.Min(to, start + _slices.Length) - Instant.Max(from, start)).Ticks;
            if (_slices.Add(new OpenSlices.Slice(start, 0, 0, measured)))
            {
                _pendingSlices!.Add(StoredStart(start, clock), new SlotSums(0, 0, measured, 0));
            }
        }
    }

    /// <summary>Says of a failure that is no event how many of them there were.</summary>
    private void NoteExcepted(ProbeResult result)
    {
        if (ObservedEvent.IsExcepted(Objective.Indicator, result.Outcome))
        {
            _excepted++;
            Notes.Remark = string.Create(CultureInfo.InvariantCulture, $"no events, by the agreement: {_excepted} failed {(_excepted == 1 ? "request" : "requests")} since the agent started, the last {result.Outcome.Name()}");
        }
    }

    private void JudgeSlices(in ClockReading clock)
    {
        if (_slices is null)
        {
            return;
        }

        var before = _slices.Run;
        var (closed, judged) = _slices.Close(clock.Now - Source.Lateness - Source.Interval);
        foreach (var slice in closed)
        {
            _pendingSlices!.Add(StoredStart(slice.Start, clock), new SlotSums(-slice.Good, -slice.Bad, -slice.Measured, 0));
            _sliceStarts.Remove(slice.Start);
        }

        StoreRun(before, _slices.Run, clock);
        foreach (var slice in judged)
        {
            // At its end, so that a slice as long as a burn window is still inside it when it is judged.
            Count(slice.Start + _slices.Length - TimeSpan.FromTicks(1), new SlotSums(slice.Good, slice.Bad, 0, 0), clock);
            NoteBad(slice.Start, slice.Bad);
        }
    }

    /// <summary>A run of bad slices that goes on is durable as one record at its start, in the place of its slices' own.</summary>
    private void StoreRun(SliceRun? before, SliceRun? after, in ClockReading clock)
    {
        if (before == after)
        {
            return;
        }

        if (before is { } old)
        {
            _pendingSlices!.Add(StoredStart(old.Start, clock), default(SlotSums) - Stored(old));
            if (after?.Start != old.Start)
            {
                _sliceStarts.Remove(old.Start);
            }
        }

        if (after is { } run)
        {
            _pendingSlices!.Add(StoredStart(run.Start, clock), Stored(run));
        }
    }

    // The time it takes is what tells a run from a slice; the one bad count keeps the record from being taken for an empty one.
    private static SlotSums Stored(in SliceRun run) => new(run.Requests, 1, run.IsDecided ? 1 : 0, run.Ticks);

    private bool RestoreSlice(SlotRecord record, in ClockReading clock)
    {
        if (_work is not null)
        {
            return RestoreWork(record, clock);
        }

        var (measured, run) = (record.Covered.Ticks, record.Waived.Ticks);
        if (_slices is null || record.Good < 0 || record.Bad < 0 || measured < 0 || run < 0)
        {
            return false;
        }

        if (record.Good + record.Bad + measured + run == 0)
        {
            return true;
        }

        // What a probe measures reaches beyond the present by up to its interval.
        var at = Instant.Min(clock.FromWall(record.Start), clock.Now + Source.Interval);
        var start = _slices.StartOf(at);
        var isKnown = record.Length == _slices.Length
            && (run > 0 ? _slices.Resume(new SliceRun(start, run, record.Good, measured > 0)) : Reopen(new OpenSlices.Slice(start, record.Good, record.Bad, measured)));
        if (isKnown)
        {
            _sliceStarts.TryAdd(start, record.Start);
            NoteEvent(Instant.Min(at, clock.Now));
        }

        return isKnown;
    }

    private bool Reopen(in OpenSlices.Slice slice)
    {
        _slices!.Add(slice);
        return true;
    }

    private DateTimeOffset StoredStart(Instant slice, in ClockReading clock)
    {
        if (!_sliceStarts.TryGetValue(slice, out var start))
        {
            _sliceStarts[slice] = start = clock.ToWall(slice);
        }

        return start;
    }
}
