using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>A calendar window begins anew with each period, and its budget is that of the whole period.</summary>
public sealed class CalendarWindowTests
{
    private static readonly DateTimeOffset March = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 3, 31, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void The_window_is_the_period_to_its_end_and_the_budget_that_of_all_of_it()
    {
        var scenario = Month(March, 0.99m);
        scenario.Run(TimeSpan.FromDays(3), (at, probe) => Result(probe, at, IsWithin(scenario, TimeSpan.FromHours(20), Minute * 90) ? Outcome.Http5xx : Outcome.Success), Minute);

        var (agreement, status) = (scenario.Snapshot.Agreements[0], scenario.Status);
        Assert.Equal((March, April), (agreement.WindowFrom, agreement.WindowTo));

        // 743 hours because of daylight saving: 445.8 of 44580 minutes may be bad, and 90 are.
        Assert.Equal((ObjectiveStatusKind.Ok, 90.0), (status.Status, status.Budget!.Spent));
        Assert.Equal(445.8, status.Budget.Allowed, 0.2);
        Assert.Equal(1.0, status.ErrorBudgetRemaining!.Value + (status.Budget.Spent / status.Budget.Allowed), 12);
        Assert.Equal(1 - (90 / 445.8), status.ErrorBudgetRemaining.Value, 3);
    }

    [Fact]
    public void At_the_end_of_a_period_its_final_figures_go_on_the_record_and_the_verdict_begins_anew()
    {
        var scenario = Month(April - TimeSpan.FromHours(4), 0.99m);
        scenario.Run(TimeSpan.FromHours(4), (at, probe) => Result(probe, at, at.Ticks / TimeSpan.TicksPerMinute % 10 == 0 ? Outcome.Http5xx : Outcome.Success), Minute);
        Assert.Empty(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>());
        Assert.Equal((March, April), (scenario.Snapshot.Agreements[0].WindowFrom, scenario.Snapshot.Agreements[0].WindowTo));

        scenario.Run(Minute * 3, (at, probe) => Result(probe, at, Outcome.Success), Minute);
        var closed = Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>()).Period;
        Assert.Equal(("gold", March, April, new ClosedObjective("availability", 216, 240, 1, "ok")), (closed.Agreement, closed.From, closed.To, closed.Objectives[0]));
        Assert.Equal(closed, scenario.Snapshot.Agreements[0].LastPeriod);
        Assert.Equal((April, 3L, 3L), (scenario.Snapshot.Agreements[0].WindowFrom, scenario.Status.Good, scenario.Status.Events));
    }

    [Fact]
    public void A_breach_ends_with_its_period()
    {
        var scenario = Month(March, 0.99m, Inference(300));
        scenario.Run(TimeSpan.FromDays(30), (at, probe) => Result(probe, at, IsWithin(scenario, TimeSpan.FromDays(20), TimeSpan.FromHours(10)) ? Outcome.Http5xx : Outcome.Success), Minute * 5);
        var breach = Assert.Single(scenario.Open, incident => incident.AlertName == AlertLabels.Breached);

        scenario.Run(April - scenario.Clock.Wall + (Minute * 10), Outcome.Success, Minute * 5);
        var ended = Assert.Single(scenario.Snapshot.Incidents, incident => incident.Id == breach.Id);
        Assert.Equal((April, "the period has ended"), (ended.EndedAt!.Value, ended.Annotations.Find("resolution")));
        Assert.Equal("breached", Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>()).Period.Objectives[0].Status);
        Assert.NotEqual(ObjectiveStatusKind.Breached, scenario.Status.Status);
    }

    [Fact]
    public void What_comes_late_still_belongs_to_the_period_in_which_it_was_meant_to_start()
    {
        var scenario = Month(April - TimeSpan.FromHours(1), 0.99m, Inference(10));
        scenario.Run(TimeSpan.FromHours(1), Outcome.Success, TimeSpan.FromSeconds(10));
        var late = Result(scenario.Configuration.Services[0].Probes[0], scenario.Now - TimeSpan.FromTicks(1), Outcome.TimeoutTotal);
        scenario.Run(TimeSpan.FromSeconds(9), Outcome.Success);
        scenario.Judge.Observe(late);
        scenario.Run(Minute, Outcome.Success);

        var closed = Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>()).Period.Objectives[0];
        Assert.Equal((360L, 361L), (closed.Good, closed.Events));
        Assert.Equal(scenario.Status.Good, scenario.Status.Events);
    }

    [Fact]
    public void A_jump_of_the_wall_clock_over_the_end_of_a_period_ends_nothing_until_it_has_stood_for_an_hour()
    {
        var scenario = Month(March + TimeSpan.FromDays(1), 0.99m);
        scenario.Run(Minute * 30, Outcome.Success, Minute);
        scenario.WallOffset = TimeSpan.FromDays(45);
        scenario.Run(Minute * 30, Outcome.Success, Minute);
        Assert.Equal((March, 60L), (scenario.Snapshot.Agreements[0].WindowFrom, scenario.Status.Events));

        scenario.WallOffset = TimeSpan.Zero;
        scenario.Run(TimeSpan.FromHours(2), Outcome.Success, Minute);
        Assert.Equal((March, 180L), (scenario.Snapshot.Agreements[0].WindowFrom, scenario.Status.Events));
        Assert.Empty(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>());

        scenario.WallOffset = TimeSpan.FromDays(45);
        scenario.Run(Minute * 70, Outcome.Success, Minute);
        var closed = Assert.Single(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>()).Period;
        Assert.Equal((April, new DateTimeOffset(2026, 4, 30, 22, 0, 0, TimeSpan.Zero)), (scenario.Snapshot.Agreements[0].WindowFrom, scenario.Snapshot.Agreements[0].WindowTo));
        Assert.Equal(180L + 70, closed.Objectives[0].Events + scenario.Status.Events);
    }

    [Fact]
    public void A_wall_clock_set_back_over_the_beginning_of_a_period_brings_the_old_one_not_back()
    {
        var scenario = Month(April + (Minute * 10), 0.99m);
        scenario.Run(Minute * 10, Outcome.Success, Minute);
        scenario.WallOffset = -TimeSpan.FromHours(3);
        scenario.Run(TimeSpan.FromHours(5), Outcome.Success, Minute);
        Assert.Equal((April, 310L), (scenario.Snapshot.Agreements[0].WindowFrom, scenario.Status.Events));
        Assert.Empty(scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>());
    }

    private static Scenario Month(DateTimeOffset at, decimal target, Probe? probe = null) => new(
        Configure(
            Agreement(Availability(target, 10)) with
            {
                Calendar = new CalendarWindow(CalendarUnit.Month, "Europe/Berlin"), Alerting = new Alerting { BurnRates = EquatableArray.Create<BurnRateRule>([]) },
            },
            probe ?? Inference(60)),
        at: at);

    private static bool IsWithin(Scenario scenario, TimeSpan after, TimeSpan length) =>
        scenario.Clock.Wall - March is var since && since >= after && since < after + length;
}
