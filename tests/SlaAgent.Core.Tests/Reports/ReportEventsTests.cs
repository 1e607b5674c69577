using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Reports;
using static SlaAgent.Core.Tests.Reports.Written;

namespace SlaAgent.Core.Tests.Reports;

public sealed class ReportEventsTests
{
    private static readonly ServiceCredits Credits = new() { Objective = "availability", Tiers = [new(0.95m, 1m), new(0.98m, 0.25m), new(0.99m, 0.1m)], Fee = 1000m, Currency = "EUR" };

    [Theory]
    [InlineData(1, 0.0)]
    [InlineData(2, 0.1)]
    [InlineData(3, 0.25)]
    [InlineData(6, 1.0)]
    public void Credits_are_by_what_the_whole_month_came_to(int bad, double ratio)
    {
        var report = Agreed().CountAll(October, November, _ => Hour(100 - bad, bad)).Report()!;
        Assert.Equal(((decimal)ratio, 1000m * (decimal)ratio), (report.Credit!.Ratio, report.Credit.Amount));
    }

    [Fact]
    public void Another_time_than_the_agreements_month_gives_no_credit_and_says_so()
    {
        var written = Agreed().CountAll(October, November, _ => Hour(90, 10));
        var report = written.Report(ReportPeriods.Read("2026-10-05", TimeZoneInfo.Utc))!;
        Assert.Null(report.Credit);
        Assert.Contains(report.Notes, note => note.Contains("calendar periods of one month", StringComparison.Ordinal));
    }

    [Fact]
    public void Excluded_time_is_added_up_by_how_it_came_not_to_count_and_what_overlaps_counts_once()
    {
        var day = October.AddDays(3);
        var written = Agreed().Count(October, Hour(100, 0));
        foreach (var fact in (ExclusionFact[])
            [
                Excluded("a", day, 2), Excluded("b", day.AddHours(1), 2), Excluded("late", day.AddHours(10), 5) with { AnnouncedAt = day, CountsBecause = "announced too late" },
                Excluded("c", November.AddHours(-1), 9) with { AnnouncedAt = October }, Excluded("d", day, 1) with { By = "carol", Reason = "drill" },
            ])
        {
            written.Add(day, new EvidenceItem.Excluded(fact));
        }

        Assert.Equal(
            [new(ExclusionKind.Agreed, 2, TimeSpan.FromHours(3)), new(ExclusionKind.Announced, 1, TimeSpan.FromHours(1)), new(ExclusionKind.ByHand, 1, TimeSpan.FromHours(1))],
            written.Report()!.ExcludedByKind);

        static ExclusionFact Excluded(string id, DateTimeOffset from, int hours) => new() { Id = id, Agreement = Name, Name = id, From = from, To = from.AddHours(hours), IsOver = true };
    }

    [Fact]
    public void Blindness_gives_no_credit() =>
        Assert.Null(Agreed().CountAll(October, November, _ => Hour(10, 10, covered: TimeSpan.FromMinutes(30))).Report()!.Credit);

    [Fact]
    public void Breaches_that_overlap_are_one_time_in_breach()
    {
        var written = Agreed().Count(October, Hour(100, 0))
            .Add(October, Breach("a", October.AddDays(1), October.AddDays(3))).Add(October, Breach("b", October.AddDays(2), October.AddDays(5)))
            .Add(October, Breach("c", October.AddDays(-2), October.AddDays(0.5))).Add(October, Breach("d", November.AddHours(1), null));
        var report = written.Report()!;
        Assert.Equal(["c", "a", "b"], report.Incidents.Select(incident => incident.Id));
        Assert.Equal((2, TimeSpan.FromDays(4.5)), (report.IncidentFigures.Breaches.Count, report.IncidentFigures.InBreach));
    }

    [Fact]
    public void The_latest_of_an_incident_stands()
    {
        var written = Agreed().Count(October, Hour(100, 0)).Add(October, Breach("a", October, null)).Add(October.AddDays(1), Breach("a", October, October.AddDays(1)));
        Assert.Equal(October.AddDays(1), Assert.Single(written.Report()!.Incidents).EndedAt);
    }

    [Fact]
    public void A_gate_is_closed_from_one_movement_to_the_next()
    {
        var written = Agreed().Count(October, Hour(100, 0));
        Moved(written, October.AddDays(-1), isOpen: false);
        Moved(written, October.AddDays(1), isOpen: true);
        Moved(written, October.AddDays(20), isOpen: false);
        Assert.Equal([(October.AddDays(-1), (DateTimeOffset?)October.AddDays(1)), (October.AddDays(20), null)], written.Report()!.GateClosures.Select(closure => (closure.From, closure.To)));
    }

    [Fact]
    public void The_other_form_of_the_promise_is_beside_it_and_others_are_not()
    {
        var inner = Terms(Availability(0.995m, "inner")) with { Name = "inner", Audience = Audience.Internal };
        var written = Agreed().Agree(October, inner).Agree(October, Terms() with { Name = "second" }).Agree(October, inner with { Name = "elsewhere", Service = "other" })
            .CountAll(October, November, _ => Hour(99, 1)).CountAll(October, November, _ => Hour(99, 1, "inner"));
        var other = Assert.Single(written.Report()!.Counterparts);
        Assert.Equal(("inner", PeriodVerdict.Breached), (other.Terms.Name, other.Objectives[0].Verdict));
    }

    [Fact]
    public void The_period_before_is_compared_with_where_there_is_a_record_of_it()
    {
        var september = ReportPeriods.Read("2026-09", TimeZoneInfo.Utc)!;
        var young = Agreed().CountAll(October, November, _ => Hour(100, 0));
        Assert.Null(young.Report(previous: september)!.Previous);
        var old = new Written().Agree(September, Terms()).CountAll(September, November, at => at < October ? Hour(97, 3) : Hour(100, 0)).Add(November, Breach("a", September.AddDays(3), October));
        Assert.Equal((0.97m, PeriodVerdict.Breached, 1), (old.Report(previous: september)!.Previous!.Objectives[0].Compliance, old.Report(previous: september)!.Previous!.Objectives[0].Verdict, old.Report(previous: september)!.Previous!.Breaches));
    }

    [Fact]
    public void A_score_that_misses_its_goal_is_a_breach_only_where_one_is_on_the_record()
    {
        var terms = new ObjectiveTerms { Name = "recall", Indicator = "accuracy", Unit = "runs", Method = [], Evaluation = "golden", Metric = "recall", Goal = 0.9m };
        var written = new Written().Agree(October, Terms(terms)).Add(October, Run(1, 0.95)).Add(October, Run(2, 0.85)).Add(October, Run(3, null)).Add(October, Run(4, 0.2, excluded: true));
        var report = written.Report()!.Objectives[0];
        Assert.Equal((PeriodVerdict.Met, 1m, 2m), (report.Verdict, report.Figures.Good, report.Figures.Events));
        Assert.Equal(["the score is not defined", "its time does not count"], report.Runs.Select(run => run.Void).OfType<string>());
        Assert.Equal(PeriodVerdict.Breached, written.Add(November, Breach("a", October.AddDays(2), null, "recall")).Report()!.Verdict);
    }

    [Fact]
    public void Obligations_of_the_period_are_those_that_were_owed_in_it()
    {
        var written = Agreed().Count(October, Hour(100, 0));
        Owed(written, "done before", October.AddDays(-9), October.AddDays(-1));
        Owed(written, "done within", October.AddDays(-9), October.AddDays(1));
        Owed(written, "owed", October.AddDays(5), null);
        Owed(written, "later", November.AddHours(1), null);
        Assert.Equal(["done within", "owed"], written.Report()!.Obligations.Select(owed => owed.Id));
    }

    private static DateTimeOffset September => October.AddMonths(-1);

    private static Written Agreed() => new Written().Agree(October, Terms() with { Consequences = new() { Credits = Credits } });

    private static EvidenceItem.Evaluated Run(int day, double? score, bool excluded = false) => new(new()
    {
        Service = "chat", Probe = "golden", At = October.AddDays(day), Examples = 10, Scored = 10, Failed = 0, Scores = [new("recall", score, null, null)], Excluded = excluded ? [$"{Name}/recall"] : [],
    });

    private static void Moved(Written written, DateTimeOffset at, bool isOpen) => written.Add(at, new EvidenceItem.GateMoved(new GateStatus(Name, isOpen, isOpen ? "" : "breached", at)));

    private static void Owed(Written written, string id, DateTimeOffset opened, DateTimeOffset? done) => written.Add(opened, new EvidenceItem.ObligationChanged(new()
    {
        Id = id, Kind = ObligationKind.Postmortem, Agreement = Name, Incident = "i", OpenedAt = opened, DueAt = opened.AddDays(5), Because = "breach", DoneAt = done,
    }));
}
