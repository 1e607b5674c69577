using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Exclusions;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Tests.Adjustments;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.ThirteenMonths;

/// <summary>
/// Thirteen months go through the real judge by an injected clock: outages, planned exclusions at a time of day across both changes of the clocks, pauses, restarts from
/// what was durable, adjustments after the fact. What comes out is held against <see cref="BruteForce"/>.
/// </summary>
public sealed class ThirteenMonthsTests
{
    private static readonly ServiceCredits Credits = new() { Objective = "availability", Tiers = [new(0.95m, 1m), new(0.99m, 0.25m), new(0.999m, 0.1m)] };

    private static readonly EquatableArray<Objective> Objectives = [Availability(0.999m, 100), Latency(0.95m, 200)];

    private static readonly ServiceLevelAgreement Gold = Agreement(Objectives[0]) with
    {
        Objectives = Objectives, Audience = Audience.External, Calendar = new CalendarWindow(CalendarUnit.Month, "Europe/Berlin"), Consequences = new() { Credits = Credits },
    };

    private readonly List<string> _differences = [];
    private int _compared;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Months_and_rolling_windows_come_to_what_counting_by_hand_comes_to(int seed)
    {
        var (year, scenario) = (new ProbedYear(seed), Start());
        var counted = new BruteForce(year);
        Replay(year, scenario, counted);
        Assert.Empty(_differences);
        Assert.True(_compared > 300, $"{_compared} days compared");

        var closed = scenario.Recorded.All.OfType<EvidenceItem.PeriodClosed>().Select(item => item.Period).ToList();
        Assert.Equal(13, closed.Count);
        for (var month = 0; month < 13; month++)
        {
            AssertMonth(closed[month], month, counted, scenario);
        }

        Assert.Contains(closed, month => month.Objectives[0].Status == "breached");
        Assert.Contains(closed, month => month.Objectives[0].Status != "breached");
    }

    private static void AssertMonth(ClosedPeriod closed, int month, BruteForce counted, Scenario scenario)
    {
        Assert.Equal((ProbedYear.Local(2026, 2 + month, 1, 0), ProbedYear.Local(2026, 3 + month, 1, 0)), (closed.From, closed.To));
        var (from, to) = (ProbedYear.CellOf(closed.From), ProbedYear.CellOf(closed.To));
        foreach (var objective in closed.Objectives)
        {
            var (good, events) = counted.Count(from, to, to, objective.Objective == "latency");
            var target = objective.Objective == "latency" ? 0.95m : 0.999m;
            Assert.Equal((month, good, events), (month, objective.Good, objective.Events));

            // A result right before the month reaches into it by up to its interval.
            Assert.InRange(objective.Coverage!.Value - counted.Coverage(from, to), -1e-9, 1.01 / (to - from - 1000));
            Assert.Equal(events - good > (1 - target) * events, objective.Status == "breached");
            if (objective.Objective == "availability")
            {
                Assert.Equal(BruteForce.Credit(good, events), CreditReckoning.Of(Credits, objective.Good, objective.Events, closed.To).Ratio);
                Assert.True(objective.Status != "breached" || scenario.Changes.Exists(incident =>
                    incident.AlertName == AlertLabels.Breached && incident.Agreement == "gold" && incident.Objective == "availability" && incident.StartedAt >= closed.From && incident.StartedAt < closed.To));
            }
        }
    }

    private static Scenario Start() => new(
        Configure(Gold, Inference(ProbedYear.Cell.TotalSeconds)) with { Agreements = [Gold, Agreement(Objectives[0]) with { Name = "rolling", Objectives = Objectives }] }, at: ProbedYear.From);

    private void Replay(ProbedYear year, Scenario scenario, BruteForce counted)
    {
        var probe = scenario.Configuration.Services[0].Probes[0];
        scenario.Spans.AddRange(year.Spans);
        scenario.Judge.Exclude(scenario.Spans, scenario.Clock);
        for (var cell = 0; cell < year.Outcomes.Length;)
        {
            if (year.Downtimes.Find(down => down.From == cell) is { To: > 0 } down)
            {
                scenario.KillAndRestart(ProbedYear.Cell * (down.To - down.From));
                cell = down.To;
                continue;
            }

            Act(year, scenario, cell);
            scenario.Judge.Observe(Result(probe, scenario.Now, year.Outcomes[cell], year.IsSlow[cell] ? 300 : 100));
            scenario.Now += ProbedYear.Cell;
            scenario.Evaluate();
            cell++;
            if (cell % 288 == 0)
            {
                Compare(scenario, counted, cell);
            }
        }

        // Until nothing of the last month can come any more.
        scenario.Now += TimeSpan.FromMinutes(1);
        scenario.Evaluate();
    }

    private static void Act(ProbedYear year, Scenario scenario, int cell)
    {
        foreach (var pause in year.Pauses.Where(pause => pause.From == cell))
        {
            Assert.All(["gold", "rolling"], agreement => Assert.NotNull(scenario.Judge.Pause(new PauseRequest(agreement, [], true, "ana", "training", TimeSpan.FromHours(12), null), scenario.Clock).Pause));
        }

        foreach (var pause in scenario.Snapshot?.Pauses.Where(pause => pause.EndedAt is null && year.Pauses.Exists(known => known.To == cell)) ?? [])
        {
            scenario.Judge.Resume(pause.Id, "ana", scenario.Clock);
        }

        foreach (var (from, to, _) in year.Adjusted.Where(adjusted => adjusted.At == cell))
        {
            Assert.All(["gold", "rolling"], agreement => Assert.Null(scenario.Adjust(new AdjustmentRequest(agreement, [], ProbedYear.TimeOf(from), ProbedYear.TimeOf(to), "ben", "the customer's fault")).Problem));
        }
    }

    /// <summary>The window of 30 days is cut by the hour and holds one hour more than it says, the one that is still filling.</summary>
    private void Compare(Scenario scenario, BruteForce counted, int cell)
    {
        var hours = scenario.Now.Ticks / TimeSpan.TicksPerHour;
        var from = ProbedYear.CellOf(new DateTimeOffset((hours - (30 * 24)) * TimeSpan.TicksPerHour, TimeSpan.Zero));
        foreach (var status in scenario.Snapshot.Agreements[1].Objectives)
        {
            var (good, events) = counted.Count(from, cell, cell, status.Name == "latency");
            if ((good, events) != (status.Good, status.Events))
            {
                _differences.Add($"{scenario.Clock.Wall:s} {status.Name}: {status.Good} of {status.Events}, counted {good} of {events}");
            }
        }

        _compared++;
    }
}
