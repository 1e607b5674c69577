using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

public sealed class SliceClauseTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Timeslices TenInARow = new(Minute, 0.9m) { MinimumDuration = TimeSpan.FromMinutes(10) };

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 10)]
    [InlineData(11, 11)]
    [InlineData(60, 60)]
    public void Bad_slices_count_from_the_agreed_number_in_a_row_on_and_then_all_of_them(int inARow, int bad)
    {
        var readings = new SliceReadings(TenInARow, 0.5m);
        readings.Read(20, 10, 0);
        readings.Read(inARow, 5, 5);
        readings.Read(20, 10, 0);
        readings.Settle();
        Assert.Equal((40 + inARow, bad), (readings.Status.Events, readings.Status.Events - readings.Status.Good));
    }

    [Fact]
    public void Two_short_outages_with_a_good_minute_between_them_are_none()
    {
        var readings = new SliceReadings(TenInARow, 0.5m);
        readings.Read(9, 5, 5);
        readings.Read(10, 0);
        readings.Read(9, 5, 5);
        readings.Settle();
        Assert.Equal((19, 19), (readings.Status.Events, readings.Status.Good));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_minute_without_requests_or_without_measurement_ends_a_run(bool measured)
    {
        var readings = new SliceReadings(TenInARow, 0.5m);
        readings.Read(6, 0, 10);
        if (measured)
        {
            readings.Read(0, 0);
        }
        else
        {
            readings.Miss();
        }

        readings.Read(6, 0, 10);
        readings.Settle();
        Assert.Equal((12, 12), (readings.Status.Events, readings.Status.Good));
    }

    [Fact]
    public void An_idle_minute_that_is_agreed_to_be_bad_goes_on_with_a_run()
    {
        var readings = new SliceReadings(TenInARow with { WhenIdle = IdleSlice.Bad }, 0.5m);
        readings.Read(6, 0, 10);
        readings.Read(4, 0, 0);
        readings.Settle();
        Assert.Equal((10, 0), (readings.Status.Events, readings.Status.Good));
    }

    [Fact]
    public void An_undecided_run_is_neither_good_nor_bad_yet()
    {
        var readings = new SliceReadings(TenInARow, 0.5m);
        readings.Read(5, 10, 0);
        readings.Read(11, 0, 10);
        Assert.Equal((5, 5), (readings.Status.Events, readings.Status.Good));
        readings.Read(0, 10);
        Assert.Equal((15, 5), (readings.Status.Events, readings.Status.Good));
    }

    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 1)]
    public void A_slice_with_too_few_requests_does_not_count_as_bad(long requests, int bad)
    {
        var readings = new SliceReadings(new Timeslices(Minute, 0.9m) { MinimumRequests = 100 }, 0.5m);
        readings.Read(0, requests);
        readings.Settle();
        Assert.Equal((1, bad), (readings.Status.Events, readings.Status.Events - readings.Status.Good));
    }

    [Theory]
    [InlineData(IdleSlice.NoEvent, 3, 3)]
    [InlineData(IdleSlice.Good, 8, 8)]
    [InlineData(IdleSlice.Bad, 8, 3)]
    public void A_measured_slice_without_requests_is_what_was_agreed(IdleSlice whenIdle, int events, int good)
    {
        var readings = new SliceReadings(new Timeslices(Minute, 0.9m) { WhenIdle = whenIdle }, 0.1m);
        readings.Read(3, 10, 0);
        readings.Read(5, 0, 0);
        readings.Miss(20);
        Assert.Equal((events, good), (readings.Status.Events, readings.Status.Good));
    }

    [Fact]
    public void A_service_that_nobody_asks_for_hours_is_not_silent_where_idle_slices_are_good()
    {
        var readings = new SliceReadings(new Timeslices(TimeSpan.FromMinutes(5), 0.9m) { WhenIdle = IdleSlice.Good }, 0.9m);
        readings.Read(40, 0, 0);
        Assert.Equal((ObjectiveStatusKind.Ok, ""), (readings.Status.Status, readings.Status.Reason));
    }

    [Theory]
    [InlineData(IdleSlice.Good)]
    [InlineData(IdleSlice.Bad)]
    public void Half_a_slice_that_was_measured_is_not_idle(IdleSlice whenIdle)
    {
        // Excepted answers measure and are no events; the other half of the minute was not probed.
        var objective = Availability(0.5m, 1, new Timeslices(Minute, 0.9m) { WhenIdle = whenIdle });
        objective = objective with { Indicator = new Indicator.Availability { Probe = "ask", Except = [Outcome.Http429] } };
        var scenario = new Scenario(Configure(Agreement(objective, TimeSpan.FromHours(6)), Inference(5)));
        scenario.Run(TimeSpan.FromSeconds(30), Outcome.Http429);
        scenario.Run(TimeSpan.FromMinutes(2), (_, _) => null);
        Assert.Equal(0, scenario.Status.Events);
        scenario.Run(TimeSpan.FromSeconds(30), (_, _) => null);
        scenario.Run(TimeSpan.FromMinutes(1), Outcome.Http429);
        scenario.Run(TimeSpan.FromMinutes(2), (_, _) => null);
        Assert.Equal((1, whenIdle == IdleSlice.Good ? 1 : 0), (scenario.Status.Events, scenario.Status.Good));
    }

    [Fact]
    public void Shares_are_averaged_slice_by_slice_and_not_request_by_request()
    {
        var readings = new SliceReadings(new Timeslices(Minute, 1m) { IsAveraged = true }, 0.5m);
        readings.Read(900, 100);
        readings.Read(1, 2);
        readings.Read(10, 0);
        var status = readings.Settle();
        Assert.Equal(3, status.WholeEvents);
        Assert.Equal(2, status.WholeGood);
        Assert.Equal(900_000_000 + 333_333_333 + 1_000_000_000L, status.Good);
        Assert.Equal((0.9 + (1.0 / 3) + 1) / 3, status.Compliance!.Value, 9);
    }

    [Fact]
    public void What_is_left_and_what_is_spent_of_an_averaged_budget_make_one()
    {
        var readings = new SliceReadings(new Timeslices(Minute, 1m) { IsAveraged = true }, 0.9m, TimeSpan.FromHours(1));
        readings.Read(61, 95, 5);
        Assert.Equal((0.95, 0.5), (readings.Status.Compliance!.Value, Math.Round(readings.Status.ErrorBudgetRemaining!.Value, 6)));
        Assert.Equal(ObjectiveStatusKind.Ok, readings.Status.Status);
        readings.Read(61, 80, 20);
        Assert.Equal(-1, Math.Round(readings.Status.ErrorBudgetRemaining!.Value, 6));
        Assert.Equal(ObjectiveStatusKind.Breached, readings.Status.Status);
    }

    [Theory]
    [InlineData(30, false)]
    [InlineData(70, true)]
    public void A_burn_is_significant_by_slices_and_not_by_their_parts(int bad, bool fires)
    {
        // Of 30 slices at 99% ten are bad in part: 3 slices' worth are more than six times too fast, and can be chance; 7 can not.
        var readings = new SliceReadings(new Timeslices(TimeSpan.FromMinutes(5), 1m) { IsAveraged = true }, 0.99m);
        readings.Read(20, 100, 0);
        readings.Read(12, 100 - bad, bad);
        var row = readings.Status.BurnRates[1];
        Assert.Equal((30, fires), (readings.Status.WholeEvents, row.Firing));
        Assert.True(row.LongValue > (double)row.Rule.Factor && row.ShortValue > (double)row.Rule.Factor);
    }

    [Fact]
    public void A_wall_clock_set_while_a_run_is_undecided_leaves_nothing_of_it_in_the_store()
    {
        var readings = new SliceReadings(TenInARow, 0.5m);
        readings.Read(5, 0, 10);
        readings.Scenario.WallOffset = TimeSpan.FromHours(-1);
        readings.Read(5, 0, 10);
        readings.Read(10, 0);
        Assert.Equal((11, 1), (readings.Settle().Events, readings.Status.Good));
        Assert.All(
            readings.Scenario.AddedUp().Where(record => record.Series.EndsWith("/slice", StringComparison.Ordinal)),
            record => Assert.Equal((0, 0, 0, 0), (record.Good, record.Bad, record.Covered.Ticks, record.Waived.Ticks)));
    }

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 5)]
    public void The_figures_of_a_period_wait_for_an_outage_that_goes_on_beyond_its_end(int inARow, int bad)
    {
        var april = new DateTimeOffset(2026, 4, 1, 0, 0, 0, TimeSpan.Zero);
        var agreement = Agreement(Availability(0.9m, 1, TenInARow)) with { Calendar = new CalendarWindow(CalendarUnit.Month, "UTC") };
        var scenario = new Scenario(Configure(agreement, Inference(30)), at: april - TimeSpan.FromHours(1));
        var outage = april - (5 * Minute);
        scenario.Run(
            TimeSpan.FromMinutes(90),
            (at, probe) => Result(probe, at, at.Ticks >= outage.UtcTicks && at.Ticks < outage.UtcTicks + (inARow * Minute.Ticks) ? Outcome.Http5xx : Outcome.Success),
            TimeSpan.FromSeconds(30));
        var closed = Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>()).Period.Objectives[0];
        Assert.Equal((60, 60 - bad), (closed.Events, closed.Good));
    }

    [Fact]
    public void Each_clause_begins_another_series_and_none_leaves_it_as_it_was()
    {
        var plain = new Timeslices(Minute, 0.95m);
        Timeslices[] all =
        [
            plain, plain with { MinimumRequests = 5 }, plain with { MinimumDuration = Minute * 5 }, plain with { WhenIdle = IdleSlice.Good },
            plain with { WhenIdle = IdleSlice.Bad }, plain with { IsAveraged = true },
        ];
        var probe = new EventSource.Probed(Inference());
        var keys = all.Select(slices => SeriesKey.Of("chat", "gold", Availability(0.99m, 1, slices), probe)).ToList();
        Assert.Equal(all.Length, keys.Distinct().Count());
        Assert.Equal("chat/gold/availability#bb13596dbc09e40c", keys[0]);
        var excepted = Availability(0.99m) with { Indicator = new Indicator.Availability { Probe = "ask", Except = [Outcome.Http4xx] } };
        Assert.NotEqual(SeriesKey.Of("chat", "gold", Availability(0.99m), probe), SeriesKey.Of("chat", "gold", excepted, probe));
    }
}
