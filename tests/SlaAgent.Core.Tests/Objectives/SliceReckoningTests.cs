using CsCheck;
using SlaAgent.Core.Contracts;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>The clauses of slices over any minutes, against a reckoning of its own.</summary>
public sealed class SliceReckoningTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    // What a minute was: answered well, badly, without a request, or not measured.
    private enum Kind
    {
        Good,
        Bad,
        Idle,
        Unmeasured,
    }

    private static readonly Gen<Kind[]> Minutes =
        Gen.Select(Gen.Int[0, 3].Select(i => (Kind)i), Gen.Int[1, 14]).Array[1, 12].Select(runs => runs.SelectMany(run => Enumerable.Repeat(run.Item1, run.Item2)).ToArray());

    private static readonly Gen<Timeslices> Clauses = Gen.Select(Gen.Int[0, 12], Gen.Int[0, 2], Gen.Int[0, 60]).Select((duration, idle, requests) =>
        new Timeslices(Minute, 0.9m) { MinimumDuration = duration * Minute, WhenIdle = (IdleSlice)idle, MinimumRequests = requests });

    [Fact]
    public void Every_minute_is_judged_as_an_independent_reckoning_has_it() => Gen.Select(Minutes, Clauses).Sample((minutes, clauses) =>
    {
        var readings = new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6));
        Play(readings, minutes);
        readings.Settle();
        var (good, bad) = Reckon(minutes, clauses);
        Assert.Equal((good, bad), (readings.Status.Good, readings.Status.Events - readings.Status.Good));
    }, iter: 300);

    [Fact]
    public void A_kill_at_any_minute_changes_no_count() => Gen.Select(Minutes, Clauses, Gen.Int[0, 120], Gen.Int[1, 40]).Sample((minutes, clauses, killAt, again) =>
    {
        var (steady, killed) = (new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6)), new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6)));
        for (var i = 0; i < minutes.Length; i++)
        {
            Play(steady, minutes[i]);
            Play(killed, minutes[i]);
            if (i == killAt || i == killAt + again)
            {
                killed.Scenario.KillAndRestart();
            }
        }

        var (expected, actual) = (steady.Settle(), killed.Settle());
        Assert.Equal(
            (expected.Good, expected.Events, expected.Status, expected.Coverage, expected.ErrorBudgetRemaining),
            (actual.Good, actual.Events, actual.Status, actual.Coverage, actual.ErrorBudgetRemaining));
        Assert.Equal(expected.BurnRates, actual.BurnRates);
        Assert.All(
            killed.Scenario.AddedUp().Where(record => record.Series.EndsWith("/slice", StringComparison.Ordinal)),
            record => Assert.Equal((0, 0, 0, 0), (record.Good, record.Bad, record.Covered.Ticks, record.Waived.Ticks)));
    }, iter: 200);

    [Fact]
    public void A_longer_minimum_never_makes_more_minutes_bad() => Gen.Select(Minutes, Clauses).Sample((minutes, clauses) =>
    {
        long? before = null;
        for (var duration = 0; duration < 12; duration += 3)
        {
            var readings = new SliceReadings(clauses with { MinimumDuration = duration * Minute, MinimumRequests = 0 }, 0.5m, TimeSpan.FromHours(6));
            Play(readings, minutes);
            readings.Settle();
            var bad = readings.Status.Events - readings.Status.Good;
            Assert.True(before is null || bad <= before);
            before = bad;
        }
    }, iter: 50);

    [Fact]
    public void Excluded_minutes_never_change_what_is_good_alone() => Gen.Select(Minutes, Clauses, Gen.Int[0, 60], Gen.Int[1, 30]).Sample((minutes, clauses, from, length) =>
    {
        var (all, less) = (new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6)), new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6)));
        less.Scenario.Exclude(from * Minute, length * Minute);
        Play(all, minutes);
        Play(less, minutes);
        var (with, without) = (all.Settle(), less.Settle());
        Kind[] counted = [.. minutes.Select((kind, i) => i >= from && i < from + length ? Kind.Unmeasured : kind)];
        var (good, bad) = Reckon(counted, clauses);
        Assert.Equal((good, bad), (without.Good, without.Events - without.Good));
        Assert.True(with.Good == without.Good || with.Events != without.Events);
    }, iter: 100);

    [Fact]
    public void It_does_not_matter_how_often_a_slice_was_read() => Gen.Select(Minutes, Clauses, Gen.Int[1, 59]).Sample((minutes, clauses, seconds) =>
    {
        var (whole, split) = (new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6)), new SliceReadings(clauses, 0.5m, TimeSpan.FromHours(6)));
        foreach (var kind in minutes)
        {
            Play(whole, kind);
            var (from, counts) = (split.Scenario.Now, Counts(kind));
            split.Scenario.Now += TimeSpan.FromSeconds(seconds);
            if (kind != Kind.Unmeasured)
            {
                split.Scenario.Judge.Observe(Readings.Counts(counts.Good / 2, counts.Bad / 3) with { From = from, To = split.Scenario.Now });
            }

            split.Scenario.Evaluate();
            var middle = split.Scenario.Now;
            split.Scenario.Now = from + Minute;
            if (kind != Kind.Unmeasured)
            {
                split.Scenario.Judge.Observe(Readings.Counts(counts.Good - (counts.Good / 2), counts.Bad - (counts.Bad / 3)) with { From = middle, To = split.Scenario.Now });
            }

            split.Scenario.Evaluate();
        }

        var (expected, actual) = (whole.Settle(), split.Settle());
        Assert.Equal((expected.Good, expected.Events), (actual.Good, actual.Events));
    }, iter: 100);

    private static void Play(SliceReadings readings, params Kind[] minutes)
    {
        foreach (var kind in minutes)
        {
            if (kind == Kind.Unmeasured)
            {
                readings.Miss();
            }
            else
            {
                readings.Read(Counts(kind).Good, Counts(kind).Bad);
            }
        }
    }

    private static (long Good, long Bad) Counts(Kind kind) => kind switch { Kind.Good => (10, 1), Kind.Bad => (4, 6), _ => (0, 0) };

    /// <summary>By looking at every run of bad minutes as a whole, with the whole past at hand.</summary>
    private static (long Good, long Bad) Reckon(Kind[] minutes, Timeslices clauses)
    {
        bool IsBad(int i) => minutes[i] == Kind.Bad || (minutes[i] == Kind.Idle && clauses.WhenIdle == IdleSlice.Bad);
        var (good, bad) = (0L, 0L);
        for (var i = 0; i < minutes.Length; i++)
        {
            if (!IsBad(i))
            {
                good += minutes[i] == Kind.Good || (minutes[i] == Kind.Idle && clauses.WhenIdle == IdleSlice.Good) ? 1 : 0;
                continue;
            }

            var (first, last) = (i, i);
            if (clauses.MinimumDuration > Minute)
            {
                while (first > 0 && IsBad(first - 1))
                {
                    first--;
                }

                while (last < minutes.Length - 1 && IsBad(last + 1))
                {
                    last++;
                }
            }

            var requests = minutes[first..(last + 1)].Count(kind => kind == Kind.Bad) * 10;
            var counts = (last - first + 1) * Minute >= clauses.MinimumDuration && requests >= clauses.MinimumRequests;
            (good, bad) = counts ? (good, bad + 1) : (good + 1, bad);
        }

        return (good, bad);
    }
}
