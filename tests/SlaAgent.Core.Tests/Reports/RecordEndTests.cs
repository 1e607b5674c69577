using SlaAgent.Core.Reports;
using static SlaAgent.Core.Tests.Reports.Written;

namespace SlaAgent.Core.Tests.Reports;

public sealed class RecordEndTests
{
    private static readonly DateTimeOffset Counted = October.AddDays(10);

    [Fact]
    public void Counts_that_end_before_a_breach_on_the_record_do_not_say_that_the_promise_was_kept()
    {
        var written = Good().Add(Counted.AddMinutes(30), Breach("a", Counted.AddMinutes(20)));
        var report = written.Report(now: Counted.AddMinutes(40))!;
        Assert.Equal((PeriodVerdict.NotJudged, PeriodVerdict.NotJudged), (report.Verdict, report.Objectives[0].Verdict));
        Assert.Equal("a breach since 2026-10-11 00:20:00Z is on the record, and what was counted after 2026-10-11 00:00:00Z is not", report.Objectives[0].Because);
        Assert.Contains(report.Notes, note => note.StartsWith("Nothing that was counted after 2026-10-11 00:00:00Z is on this record", StringComparison.Ordinal));
    }

    [Fact]
    public void With_the_hours_of_the_breach_the_figures_decide()
    {
        var report = Good().Count(Counted, Hour(100, 0)).Add(Counted.AddMinutes(30), Breach("a", Counted.AddMinutes(20))).Report(now: Counted.AddMinutes(40))!;
        Assert.Equal(PeriodVerdict.Met, report.Verdict);
        Assert.DoesNotContain(report.Notes, note => note.StartsWith("Nothing that was counted", StringComparison.Ordinal));
    }

    [Fact]
    public void A_breach_that_was_over_before_the_counts_end_and_one_of_another_objective_change_nothing()
    {
        var over = Breach("a", Counted.AddDays(-2), Counted.AddDays(-1));
        var other = Breach("b", Counted.AddMinutes(20), objective: "latency");
        Assert.Equal(PeriodVerdict.Met, Good().Add(Counted, over).Add(Counted.AddMinutes(30), other).Report(now: Counted.AddMinutes(40))!.Verdict);
    }

    private static Written Good() => new Written().Agree(October, Terms()).CountAll(October, Counted, _ => Hour(100, 0));
}
