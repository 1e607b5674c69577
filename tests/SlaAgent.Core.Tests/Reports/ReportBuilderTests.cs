using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;
using SlaAgent.Core.Windows;
using static SlaAgent.Core.Tests.Reports.Written;

namespace SlaAgent.Core.Tests.Reports;

public sealed class ReportBuilderTests
{
    [Fact]
    public void A_month_in_which_exactly_the_budget_was_spent_is_met_and_one_event_more_breaks_it()
    {
        // 744 hours of 100 events: 744 of 74,400 may be bad at 99%.
        ObjectiveReport Of(long bad) => Month(hour => hour == October ? Hour(100 - (bad - 743), bad - 743) : Hour(99, 1)).Report()!.Objectives[0];
        Assert.Equal((PeriodVerdict.Met, 744m, 744m), (Of(744).Verdict, Of(744).Budget!.Spent, Of(744).Budget!.Allowed));
        Assert.Equal(PeriodVerdict.Breached, Of(745).Verdict);
        Assert.Equal(0m, Of(744).Budget!.Remaining);
    }

    [Fact]
    public void What_comes_late_adds_up_with_its_hour_and_open_hours_with_closed_ones()
    {
        var late = October.AddHours(5);
        var written = new Written { OpenHours = [new(October.AddHours(10), [Hour(30, 1)])] }.Agree(October, Terms())
            .CountAll(October, October.AddHours(10), _ => Hour(100, 0)).Add(October.AddHours(9), new EvidenceItem.HourClosed(late, [Hour(0, 2, covered: TimeSpan.Zero)]));
        var report = written.Report(now: October.AddHours(10.5))!;
        Assert.Equal((1030m, 1033m), (report.Objectives[0].Figures.Good, report.Objectives[0].Figures.Events));
        Assert.Equal(1, report.Evidence.OpenHours);
        Assert.False(report.IsOver);
        Assert.Contains(report.Notes, note => note.Contains("so far", StringComparison.Ordinal));
    }

    [Fact]
    public void Before_the_period_is_over_the_budget_is_that_of_all_of_it()
    {
        // A tenth of the month with one percent bad: a tenth of the budget.
        var report = new Written().Agree(October, Terms()).CountAll(October, October.AddHours(74.4), _ => Hour(99, 1)).Report(now: October.AddHours(74.4))!;
        Assert.Equal(0.9m, Math.Round(report.Objectives[0].Budget!.Remaining!.Value, 2));
        Assert.Equal(PeriodVerdict.Met, report.Objectives[0].Verdict);
    }

    [Fact]
    public void Before_the_period_is_over_it_is_said_what_it_will_come_to()
    {
        var middle = October.AddHours(372);
        var written = new Written().Agree(October, Terms()).CountAll(October, middle, hour => hour.Hour == 7 ? Hour(88, 12) : Hour(100, 0));
        var budget = written.Report(now: middle)!.Objectives[0].Budget!;
        Assert.Equal(2 * (double)budget.Spent, budget.Forecast!.Value, 6);
        Assert.True(budget.Spent < (decimal)budget.ForecastLower!.Value && budget.ForecastLower < budget.Forecast && budget.Forecast < budget.ForecastUpper);
        Assert.Equal(0.5, budget.RemainingAfter((double)budget.Allowed / 2));
        Assert.Null(written.Report()!.Objectives[0].Budget!.Forecast);
    }

    [Theory]
    [InlineData(0.85, "85.0% of the time was measured, and 90% are needed")]
    [InlineData(0, "nothing was counted")]
    public void What_was_not_seen_is_not_judged(double share, string because)
    {
        var report = new Written().Agree(October, Terms()).CountAll(October, November, _ => Hour((long)(100 * share), 0, covered: TimeSpan.FromHours(share))).Report()!;
        Assert.Equal((PeriodVerdict.NotJudged, because), (report.Objectives[0].Verdict, report.Objectives[0].Because));
        Assert.Equal(PeriodVerdict.NotJudged, report.Verdict);
    }

    [Fact]
    public void Excluded_time_counts_neither_for_nor_against()
    {
        var report = Month(hour => hour.Day == 10 ? Hour(0, 0, covered: TimeSpan.Zero, waived: TimeSpan.FromHours(1)) : Hour(100, 0)).Report()!;
        Assert.Equal((1.0, TimeSpan.FromDays(1), PeriodVerdict.Met), (report.Objectives[0].Figures.Coverage, report.Objectives[0].Figures.Waived, report.Verdict));
    }

    [Fact]
    public void An_adjustment_takes_out_what_it_says_and_leaves_the_original_beside_it()
    {
        var bad = October.AddDays(3);
        var written = Month(hour => hour == bad ? Hour(0, 1000) : Hour(100, 0));
        Assert.Equal(PeriodVerdict.Breached, written.Report()!.Verdict);
        var taken = Hour(0, 1000) with { Waived = TimeSpan.FromHours(1) };
        written.Add(November, new EvidenceItem.Adjusted(new() { Id = "a", Agreement = Name, By = "alice", Reason = "agreed", At = November, From = bad, To = bad.AddHours(1), Hours = [new("availability", bad, taken)] }));
        var report = written.Report()!;
        Assert.Equal((74_300m, 74_300m), (report.Objectives[0].Figures.Good, report.Objectives[0].Figures.Events));
        Assert.Equal((74_300m, 75_300m), (report.Objectives[0].Original!.Good, report.Objectives[0].Original!.Events));
        Assert.Equal((PeriodVerdict.Met, PeriodVerdict.Breached), (report.Verdict, report.Objectives[0].OriginalVerdict));
        Assert.Equal(TimeSpan.FromHours(1), report.Objectives[0].Figures.Waived);
        Assert.Empty(report.Objectives[0].Causes);
        Assert.Single(report.Adjustments);
    }

    [Fact]
    public void Where_terms_change_each_has_figures_of_its_own_and_none_is_lost()
    {
        var change = October.AddDays(10).AddMinutes(30);
        var hour = October.AddDays(10);
        var written = new Written().Agree(October, Terms()).CountAll(October, hour, _ => Hour(100, 0)).Agree(change, Terms(Availability(0.95m, "gold/other")));
        written.Count(hour, Hour(50, 0, covered: TimeSpan.FromMinutes(30)), Hour(48, 2, "gold/other", TimeSpan.FromMinutes(30)));
        var report = written.CountAll(hour.AddHours(1), November, _ => Hour(98, 2, "gold/other")).Report()!;
        Assert.Equal([0.99m, 0.95m], report.Objectives.Select(objective => objective.Terms.Target!.Value));
        Assert.Equal((24_050m, 24_050m), (report.Objectives[0].Figures.Good, report.Objectives[0].Figures.Events));
        Assert.Equal(50m + (100 * ((21 * 24) - 1)), report.Objectives[1].Figures.Events);
        Assert.All(report.Objectives, objective => Assert.Equal((true, PeriodVerdict.Met), (objective.IsPart, objective.Verdict)));
        Assert.Contains(report.Notes, note => note.Contains("changed on 2026-10-11 00:30:00Z", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_target_for_the_same_counts_takes_over_with_the_next_hour()
    {
        var change = October.AddDays(10).AddMinutes(30);
        var report = Month(_ => Hour(100, 0)).Agree(change, Terms(Availability(0.95m))).Report()!;
        Assert.Equal(744 * 100m, report.Objectives.Sum(objective => objective.Figures.Events));
        Assert.Equal(241 * 100m, report.Objectives[0].Figures.Events);
    }

    [Fact]
    public void Other_words_for_the_same_method_split_nothing()
    {
        var report = Month(_ => Hour(100, 0)).Agree(October.AddDays(4), Terms(Availability() with { Method = ["promised", "patching does not count"] })).Report()!;
        Assert.Single(report.Objectives);
        Assert.Equal(2, report.Objectives[0].Terms.Method.Count);
        Assert.Contains(report.Notes, note => note.Contains("words of the method", StringComparison.Ordinal));
    }

    [Fact]
    public void An_agreement_without_terms_in_the_period_has_no_report()
    {
        Assert.Null(new Written().Agree(November, Terms()).Report(name: "other"));
        Assert.Null(new Written().Agree(October.AddDays(-60), Terms()).Add(October.AddDays(-1), new EvidenceItem.TermsEnded(Name)).Report());
    }

    [Fact]
    public void Percentiles_are_of_all_requests_together_and_failures_are_the_slowest()
    {
        var terms = Availability() with { Name = "latency", Indicator = "latency", Percentile = 0.9m, Threshold = TimeSpan.FromSeconds(1), Target = 0.9m };
        Gen.Double[0.001, 20].Array[1, 400].Sample(seconds =>
        {
            var hours = seconds.Chunk(50).Select((chunk, i) => (At: October.AddHours(i), chunk)).ToList();
            var written = new Written().Agree(October, Terms(terms));
            foreach (var (at, chunk) in hours)
            {
                var histogram = new LatencyHistogram();
                Array.ForEach(chunk, value => histogram.Add(TimeSpan.FromSeconds(value)));
                histogram.AddInfinite(chunk.Length / 10);
                written.Count(at, Hour(chunk.Length, 0, latencies: histogram));
            }

            var all = seconds.Select(value => value).Concat(Enumerable.Repeat(double.PositiveInfinity, hours.Sum(hour => hour.chunk.Length / 10))).Order().ToList();
            var exact = all[(int)Math.Ceiling(0.9 * all.Count) - 1];
            var shown = written.Report()!.Objectives[0].Latencies!.Promised;
            Assert.True(double.IsInfinity(exact) ? shown is null : Math.Abs(shown!.Value - exact) <= 0.0101 * exact, $"{shown} for {exact}");
        });
    }

    [Fact]
    public void A_period_split_at_any_hour_adds_up() =>
        Gen.Select(Gen.Int[1, 743], Gen.Int[0, 3].Array[744]).Sample((at, bad) =>
        {
            var written = Month(hour => Hour(100 - bad[(int)(hour - October).TotalHours], bad[(int)(hour - October).TotalHours]));
            var middle = October.AddHours(at);
            var parts = new[] { written.Report(ReportPeriods.Between(October, middle, TimeZoneInfo.Utc)), written.Report(ReportPeriods.Between(middle, November, TimeZoneInfo.Utc)) };
            var whole = written.Report()!.Objectives[0];
            Assert.Equal((whole.Figures.Good, whole.Figures.Events), (parts.Sum(part => part!.Objectives[0].Figures.Good), parts.Sum(part => part!.Objectives[0].Figures.Events)));
            Assert.Equal(whole.Figures.Bad, whole.Days.Sum(day => day.Figures.Bad));
            Assert.Equal(bad.Sum(), whole.Causes.Sum(cause => cause.Count));
            Assert.Equal((double)whole.Budget!.Remaining!.Value, whole.Burn[^1].Remaining, 9);
        });

    [Fact]
    public void Averaged_ratios_are_counted_in_whole_slices()
    {
        var terms = Availability() with { Unit = "slices", PartsPerEvent = 1_000_000, MinimumSamples = 10 };
        var report = Month(_ => Hour(11_900_000, 100_000), terms).Report()!;
        Assert.Equal((12 * 744m, 0.1m * 744), (report.Objectives[0].Figures.Events, report.Objectives[0].Figures.Bad));
        Assert.Equal(PeriodVerdict.Met, report.Verdict);
    }

    private static Written Month(Func<DateTimeOffset, SeriesHour> hour, params ObjectiveTerms[] objectives) => new Written().Agree(October, Terms(objectives)).CountAll(October, November, hour);
}
