using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

internal sealed partial class ObjectiveState
{
    /// <summary>Counts a run of load: one event, unless the run says nothing of the server.</summary>
    public void Observe(LoadResult result, bool waived, in ClockReading clock)
    {
        var at = result.ScheduledAt;
        NoteStart(at, Source.Interval, clock);
        NoteKnown(at, at + Source.Interval, clock);
        if (waived || Excluded.Covers(at, clock))
        {
            WaiveSample(at, Source.Interval, clock);
            return;
        }

        var throughput = (Indicator.Throughput)Objective.Indicator;
        long? told = throughput.Measure switch
        {
            ThroughputMeasure.OutputTokens => result.OutputTokens,
            ThroughputMeasure.PromptTokens => result.PromptTokens,
            _ => result.Good,
        };
        Notes.Remark = null;
        if (result.Void is { } why)
        {
            Notes.Remark = $"the last run says nothing: {Words.Quote(why)}";
        }
        else if (told is not { } work)
        {
            Notes.Remark = "the server does not say how many tokens there were";
        }
        else
        {
            CountRun(result, work, throughput.AtLeast, clock);
        }

        Notes.Unread = Notes.Remark;
    }

    private void CountRun(LoadResult result, long work, Rate atLeast, in ClockReading clock)
    {
        var (at, ticks) = (result.ScheduledAt, result.Duration.Ticks);
        Notes.LastRate = WorkRate.PerSecond(work, ticks);
        var isGood = ticks > 0 && WorkRate.AtLeast(work, ticks, atLeast);
        if (!isGood && result.IsGeneratorLimited)
        {
            Notes.Remark = "the last run fell short because the load generator could not keep up: that is its limit, not the server's";
            return;
        }

        NoteMeasured(at + Source.Interval);
        Count(at, new SlotSums(isGood ? 1 : 0, isGood ? 0 : 1, Source.Interval.Ticks, 0), clock);
        NoteEvent(at);
        NoteBad(at, isGood ? 0 : 1);
        if (!isGood)
        {
            _pending.AddReason(clock.ToWall(at), BadReason.TooLittleWork, 1);
            Failures.AddTooLittle(at);
        }
    }

    private void CountWork(TrafficSample sample, Instant from, in ClockReading clock)
    {
        Notes.HoldsProbes = sample.HoldsProbes;
        long? told = ((Indicator.Throughput)Objective.Indicator).Measure switch
        {
            ThroughputMeasure.OutputTokens => sample.OutputTokens,
            ThroughputMeasure.PromptTokens => sample.PromptTokens,
            _ => sample.Good,
        };
        Notes.Unread = told is not null || sample.From == sample.To ? null : "the server's metrics do not tell what it takes to judge this";
        if (told is not { } work)
        {
            return;
        }

        NoteMeasured(sample.To);
        var isBusy = IsBusy(sample);
        if (sample.To > from && (isBusy || ((Indicator.Throughput)Objective.Indicator).CountsIdle))
        {
            NoteEvent(new Instant(sample.To.Ticks - 1));
        }

        foreach (var part in _work!.Parts(from, sample.To, Counting(Math.Max(0, work), from, sample), isBusy))
        {
            if (_work.Add(part))
            {
                _pendingSlices!.Add(StoredStart(part.Start, clock), Stored(part));
            }
        }
    }

    /// <summary>Whether a reading saw any request: one that ended, a token, or one that is running or waiting.</summary>
    private static bool IsBusy(TrafficSample sample) =>
        sample.Good > 0 || sample.Bad > 0 || sample.OutputTokens > 0 || sample.PromptTokens > 0 || sample.Running > 0 || sample.Waiting > 0
        || sample.Duration?.Total > 0 || sample.TimeToFirstToken?.Total > 0;

    private void JudgeWork(in ClockReading clock)
    {
        if (_work is null)
        {
            return;
        }

        foreach (var slice in _work.Close(clock.Now - Source.Lateness - Source.Interval))
        {
            var stored = Stored(slice);
            _pendingSlices!.Add(StoredStart(slice.Start, clock), new SlotSums(-stored.Good, -stored.Bad, -stored.Covered, -stored.Waived));
            _sliceStarts.Remove(slice.Start);
            if (slice.Covered >= _work.Length.Ticks)
            {
                CountSlice(slice, clock);
            }
            else if (_waived is { } waived && slice.Start < waived.To && slice.Start + _work.Length > waived.From)
            {
                // What was measured of it is not judged because the rest does not count.
                Count(new Instant(slice.Start.Ticks + _work.Length.Ticks - 1), new SlotSums(0, 0, 0, slice.Covered), clock);
            }
        }

        if (_work.ClosedTo is { } end && Began is not null && end > ResultsEnd)
        {
            ResultsEnd = end;
            IsChanged = true;
        }
    }

    private void CountSlice(in WorkSlices.Slice slice, in ClockReading clock)
    {
        var throughput = (Indicator.Throughput)Objective.Indicator;
        var at = new Instant(slice.Start.Ticks + _work!.Length.Ticks - 1);
        var isEvent = slice.Busy > 0 || throughput.CountsIdle;
        var isGood = WorkRate.AtLeast(slice.Work, slice.Measured, throughput.AtLeast);
        Notes.LastRate = WorkRate.PerSecond(slice.Work, slice.Measured);
        Count(at, new SlotSums(isEvent && isGood ? 1 : 0, isEvent && !isGood ? 1 : 0, _work.Length.Ticks, 0), clock);
        if (!isEvent)
        {
            return;
        }

        NoteBad(slice.Start, isGood ? 0 : 1);
        if (!isGood)
        {
            _pending.AddReason(clock.ToWall(at), BadReason.TooLittleWork, 1);
            Failures.AddTooLittle(slice.Start);
        }
    }

    // An open slice in the store: work, readings that saw a request, time covered, and time spanned by its readings.
    private static SlotSums Stored(in WorkSlices.Slice slice) => new(slice.Work, slice.Busy, slice.Covered, slice.Measured);
}
