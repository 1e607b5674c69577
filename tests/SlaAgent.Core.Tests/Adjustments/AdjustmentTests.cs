using CsCheck;
using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Adjustments.AdjustedStore;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Adjustments;

/// <summary>Time that is excluded after the fact counts as if it had been excluded beforehand, and what was counted stays known.</summary>
public sealed class AdjustmentTests
{
    private static readonly ServiceLevelAgreement Gold = Agreement(Availability(0.99m), TimeSpan.FromHours(2));

    [Fact]
    public void Time_excluded_after_the_fact_is_as_if_it_had_been_excluded_beforehand() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 40], Gen.Int[0, 2].Array[300], Gen.Int[1, 400], Gen.Int[0, 3]).Sample((from, length, answers, slow, kind) =>
        {
            var agreement = Agreement(kind % 2 == 1 ? Latency(0.9m, 200) : Availability(0.9m), TimeSpan.FromMinutes(30)) with { Calendar = kind > 1 ? new CalendarWindow(CalendarUnit.Day, "UTC") : null };
            var (adjusted, excluded) = (new Scenario(Configure(agreement, Inference(2))), new Scenario(Configure(agreement, Inference(2))));
            excluded.Exclude(TimeSpan.FromSeconds(10 * from), TimeSpan.FromSeconds(10 * length));
            Answer(adjusted, answers, slow);
            Answer(excluded, answers, slow);
            var outcome = adjusted.Adjust(Request(Beginning.AddSeconds(10 * from), Beginning.AddSeconds(10 * (from + length))));
            Assert.Null(outcome.Problem);
            adjusted.Evaluate();
            excluded.Evaluate();
            Assert.Equal(Figures(excluded.Status), Figures(adjusted.Status));
            adjusted.KillAndRestart();
            excluded.KillAndRestart();
            adjusted.Evaluate();
            excluded.Evaluate();
            Assert.Equal(Figures(excluded.Status), Figures(adjusted.Status));
        }, iter: 60);

    [Fact]
    public void What_is_taken_is_on_the_record_by_the_hour_with_its_reasons_and_adds_up()
    {
        var scenario = new Scenario(Configure(Gold, Inference(5)), at: Beginning.AddMinutes(30));
        scenario.Run(TimeSpan.FromMinutes(60), (at, probe) => Result(probe, at, at.Ticks / TimeSpan.TicksPerSecond % 25 == 0 ? Outcome.Http5xx : Outcome.Success));
        scenario.Run(TimeSpan.FromMinutes(3), Outcome.Success);
        var outcome = scenario.Adjust(Request(Beginning.AddMinutes(50), Beginning.AddMinutes(80)));
        var hours = outcome.Evidence!.Hours;
        Assert.Equal([Beginning, Beginning.AddHours(1)], hours.Select(hour => hour.From));
        Assert.Equal([120L, 240L], hours.Select(hour => hour.Taken.Good + hour.Taken.Bad));
        Assert.Equal([TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(20)], hours.Select(hour => hour.Taken.Covered));
        Assert.All(hours, hour => Assert.Equal(("http_5xx", hour.Taken.Bad), (hour.Taken.Reasons[0].Reason, hour.Taken.Reasons[0].Count)));
        var made = Assert.Single(outcome.Done!.Objectives);
        Assert.Equal((hours.Sum(hour => hour.Taken.Good), hours.Sum(hour => hour.Taken.Bad), TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(10)), (made.Good, made.Bad, made.Covered, made.Resolution));
    }

    [Fact]
    public void Counters_never_go_back()
    {
        var scenario = Outage();
        var before = scenario.Status;
        scenario.Adjust(Request(Beginning.AddMinutes(10), Beginning.AddMinutes(20)));
        scenario.Evaluate();
        Assert.Equal((before.TotalGood, before.TotalEvents), (scenario.Status.TotalGood, scenario.Status.TotalEvents));
        Assert.NotEqual(before.Events, scenario.Status.Events);
    }

    [Fact]
    public void A_breach_that_an_adjustment_undoes_ends_and_says_by_whom()
    {
        var scenario = Outage();
        Assert.Equal(ObjectiveStatusKind.Breached, scenario.Status.Status);
        var outcome = scenario.Adjust(Request(Beginning.AddMinutes(9), Beginning.AddMinutes(21)));
        scenario.Evaluate();
        Assert.NotEqual(ObjectiveStatusKind.Breached, scenario.Status.Status);
        var ended = Assert.Single(scenario.Snapshot.Incidents, incident => incident.AlertName == AlertLabels.Breached);
        Assert.False(ended.IsOpen);
        Assert.Equal($"adjusted by ana: the customer's network was down ({outcome.Done!.Id})", ended.Annotations.Find("resolution"));
    }

    [Fact]
    public void The_same_time_is_taken_once()
    {
        var scenario = Outage();
        Assert.NotNull(scenario.Adjust(Request(Beginning.AddMinutes(10), Beginning.AddMinutes(20))).Done);
        var again = scenario.Adjust(Request(Beginning.AddMinutes(12), Beginning.AddMinutes(18)));
        Assert.Equal(AdjustmentRefusal.Nothing, again.Problem!.Refusal);
        Assert.StartsWith("There is nothing left to take out", again.Problem.Text, StringComparison.Ordinal);
        var wider = scenario.Adjust(Request(Beginning.AddMinutes(5), Beginning.AddMinutes(25)));
        Assert.Equal(10 * 12, wider.Done!.Objectives[0].Good + wider.Done.Objectives[0].Bad);
    }

    [Fact]
    public void Of_slices_only_whole_ones_are_taken()
    {
        var scenario = new Scenario(Configure(Agreement(Availability(0.9m, slices: new Timeslices(TimeSpan.FromMinutes(5), 0.9m)), TimeSpan.FromHours(2)), Inference(5)));
        scenario.Run(TimeSpan.FromMinutes(60), Outcome.Http5xx);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        var outcome = scenario.Adjust(Request(Beginning.AddMinutes(12), Beginning.AddMinutes(33)));
        Assert.Equal((0L, 3L, TimeSpan.FromMinutes(15)), (outcome.Done!.Objectives[0].Good, outcome.Done.Objectives[0].Bad, outcome.Done.Objectives[0].Covered));
        Assert.Equal(Beginning.AddMinutes(15), outcome.Done.Objectives[0].From);
    }

    [Fact]
    public void Time_shorter_than_a_slot_is_refused_with_the_resolution()
    {
        var scenario = Outage();
        var problem = scenario.Adjust(Request(Beginning.AddSeconds(601), Beginning.AddSeconds(609))).Problem!;
        Assert.Equal(AdjustmentRefusal.Nothing, problem.Refusal);
        Assert.StartsWith("Counts of that time are kept by slots of 10s, and none lies wholly within", problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_reading_that_spans_adjusted_time_does_not_bring_it_back()
    {
        var readings = new Readings(Readings.Availability(0.9m), TimeSpan.FromHours(1));
        readings.Read(40, Readings.Counts(10));
        for (var i = 0; i < 20; i++)
        {
            readings.Fail();
        }

        var (from, to) = (readings.Scenario.Clock.Wall.AddMinutes(-9), readings.Scenario.Clock.Wall.AddMinutes(-3));
        Assert.NotNull(readings.Scenario.Adjust(Request(from, to)).Done);
        var events = readings.Scenario.Evaluate().Agreements[0].Objectives[0].Events;
        readings.Read(Readings.Counts(2100));
        Assert.InRange(readings.Scenario.Status.Events - events, 1, 2099);
    }

    [Theory]
    [InlineData("silver", 10, 20, "ana", "because", "There is no agreement 'silver'.")]
    [InlineData("gold", 20, 10, "ana", "because", "'to' is not after 'from'.")]
    [InlineData("gold", 10, 20, "", "because", "'by' is empty: say who makes the adjustment.")]
    [InlineData("gold", 10, 20, "ana", " ", "'reason' is empty: say why the time is not to count.")]
    [InlineData("gold", 10, 20, "ana", "a\nb", "'reason' has characters that cannot be shown: write it in one plain line.")]
    [InlineData("gold", 10, 50000, "ana", "because", "Longer than 31d, the longest that is adjusted at once: make several adjustments.")]
    [InlineData("gold", 10, 29, "ana", "because", "Time up to 2026-03-02 12:28:50Z can be adjusted now; what is later may still be measured. To leave out time that is to come: slaagent pause.")]
    [InlineData("gold", -90, -80, "ana", "because", "Nothing is kept of gold from 2026-03-02 10:30:00Z to 2026-03-02 10:40:00Z: it was not measured then, or that is too long ago.")]
    public void What_cannot_be_had_is_said(string agreement, int from, int to, string by, string reason, string problem) =>
        Assert.Equal(problem, Outage().Adjust(new(agreement, [], Beginning.AddMinutes(from), Beginning.AddMinutes(to), by, reason)).Problem!.Text);

    [Fact]
    public void An_unknown_objective_is_named_with_those_there_are() =>
        Assert.Equal("gold has no objective 'latency'. It has: availability.", Outage().Adjust(Request(Beginning, Beginning.AddMinutes(1), "latency")).Problem!.Text);

    private static Scenario Outage()
    {
        var scenario = new Scenario(Configure(Gold, Inference(5)));
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Http5xx);
        scenario.Run(TimeSpan.FromMinutes(10), Outcome.Success);
        return scenario;
    }

    private static void Answer(Scenario scenario, int[] answers, int slow)
    {
        var i = 0;
        scenario.Run(TimeSpan.FromSeconds(600), (at, probe) => answers[i++] switch
        {
            0 => Result(probe, at, Outcome.Success),
            1 => Result(probe, at, Outcome.Success, slow),
            _ => Result(probe, at, Outcome.Http5xx),
        });
        scenario.Run(TimeSpan.FromSeconds(300), Outcome.Success);
    }

    private static (long, long, double?, double?, double?, double?) Figures(ObjectiveStatus status) =>
        (status.Good, status.Events, status.Compliance, status.ErrorBudgetRemaining, status.Coverage, status.PercentileSeconds);
}
