using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Evidence;

public sealed class TermsTests
{
    private static readonly ServiceLevelAgreement Gold = Agreement(Availability(0.999m, 1000));

    [Fact]
    public void The_method_of_a_probed_availability_says_all_that_decides() =>
        Assert.Equal(
            [
                "At least 99.9% of probes are good, over the last 30d at every moment.",
                "A probe is one inference 'ask' asked by the agent, every 5s, given up after 5s.",
                "A probe is good when it is answered in time and as expected.",
                "Broken means more bad probes than (1 − 0.999) of all that the whole window is to hold: those counted, divided by the share of the window that has passed.",
                "Fewer than 1000 probes in the window decide nothing.",
                "A probe that the agent itself could not make is no event and not measured, and under 90% of the countable time measured nothing is decided.",
                "Time in which the service starts beside the agent, is stopped on purpose or is scaled to nothing does not count.",
                "Time for which the objective was paused by hand, beforehand, with author and reason, for at most 1d at a time, does not count.",
                "Time excluded after the fact is an adjustment with author and reason; the original figures stay on the record.",
            ],
            Of(Gold).Objectives[0].Method);

    [Fact]
    public void A_latency_objective_says_its_percentile_and_what_a_failure_is()
    {
        var terms = Of(Agreement(Latency(0.95m, 300, LatencyMeasure.TimeToFirstToken))).Objectives[0];
        Assert.Contains("A probe is good when it succeeds and its time to the first token is at most 300ms.", terms.Method);
        Assert.Contains("A probe that fails counts as slower than the threshold.", terms.Method);
        Assert.Contains("The percentile is the nearest rank: of n probes, the one in place k = ⌈0.95·n⌉ by duration; it is decided by counting probes at the threshold.", terms.Method);
        Assert.Equal((0.95m, TimeSpan.FromMilliseconds(300), "probes"), (terms.Percentile, terms.Threshold, terms.Unit));
    }

    [Fact]
    public void Slices_of_users_requests_say_how_they_are_cut()
    {
        var agreement = Agreement(Readings.Availability(0.99m, 1, new Timeslices(TimeSpan.FromMinutes(1), 0.95m)));
        var terms = Terms.Of(Readings.Configure(agreement).Services[0], agreement).Objectives[0];
        Assert.Contains("Time is cut into slices of 1m, counted from midnight UTC; a slice is good when at least 95% of its requests are good, and one without any is no event.", terms.Method);
        Assert.Equal("At least 99% of slices are good, over the last 30d at every moment.", terms.Method[0]);
        Assert.Equal(("slices", TimeSpan.FromMinutes(1)), (terms.Unit, terms.Slice));
    }

    [Fact]
    public void The_clauses_of_slices_and_preconditions_are_said()
    {
        var slices = new Timeslices(TimeSpan.FromMinutes(1), 0.9m) { MinimumDuration = TimeSpan.FromMinutes(10), MinimumRequests = 2000, WhenIdle = IdleSlice.Good };
        var agreement = Agreement(Readings.Availability(0.999m, 1, slices)) with
        {
            Preconditions = [new("replicas", MetricSource.Of("available_replicas"), null, 2, TimeSpan.FromSeconds(15))],
        };
        var terms = Terms.Of(Readings.Configure(agreement).Services[0], agreement).Objectives[0];
        Assert.Contains("Bad slices count as bad only in a row that lasts at least 10m, with at least 2000 requests in it.", terms.Method);
        Assert.Contains("A slice without requests is good, where it was measured.", terms.Method);
        Assert.Contains("Time in which available_replicas is known to be less than 2 does not count (precondition 'replicas', read every 15s); where it is not known, the time counts.", terms.Method);
        Assert.DoesNotContain(terms.Method, sentence => sentence.Contains("no event", StringComparison.Ordinal) && sentence.Contains("slice", StringComparison.Ordinal));
    }

    [Fact]
    public void An_average_of_slices_is_said_to_be_one_and_counted_in_parts()
    {
        var agreement = Agreement(Readings.Availability(0.999m, 1, new Timeslices(TimeSpan.FromMinutes(5), 1m) { IsAveraged = true }));
        var terms = Terms.Of(Readings.Configure(agreement).Services[0], agreement).Objectives[0];
        Assert.Equal("The mean of the slices' shares of good requests is at least 99.9%, over the last 30d at every moment.", terms.Method[0]);
        Assert.Contains("What counts is the mean of the shares of good requests in slices of 5m.", terms.Method);
        Assert.Equal(("slices", 1_000_000_000), (terms.Unit, terms.PartsPerEvent));
    }

    [Fact]
    public void An_idle_slice_of_throughput_is_said_to_count_or_not()
    {
        var agreement = Agreement(Readings.Throughput(20, countsIdle: true));
        var method = Terms.Of(Readings.Configure(agreement).Services[0], agreement).Objectives[0].Method;
        Assert.Contains("Good is work at a rate of at least 20 successful requests a second, over exactly the time that was measured.", method);
        Assert.Contains(method, sentence => sentence.EndsWith("one without any request is bad.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_calendar_window_is_named_with_its_zone()
    {
        var terms = Of(Gold with { Calendar = new CalendarWindow(CalendarUnit.Month, "Europe/Berlin") });
        Assert.Equal("At least 99.9% of probes are good, over each calendar month of Europe/Berlin.", terms.Objectives[0].Method[0]);
        Assert.Equal((CalendarUnit.Month, "Europe/Berlin", TimeSpan.FromDays(30)), (terms.Calendar, terms.TimeZone, terms.Window));
    }

    [Fact]
    public void Exclusions_are_named_with_their_times_and_the_notice_they_need()
    {
        var terms = Of(Gold with
        {
            Notice = TimeSpan.FromDays(2),
            Exclusions =
            [
                new() { Name = "patching", Time = new ExclusionTime.Again("0 2 * * 0", "Europe/Berlin", TimeSpan.FromHours(1)) },
                new() { Name = "migration", Time = new ExclusionTime.Once(Beginning, Beginning.AddHours(2)), AnnouncedAt = Beginning.AddDays(-3) },
                new() { Name = "other", Time = new ExclusionTime.Once(Beginning, Beginning.AddHours(2)), Objectives = ["latency"] },
            ],
        });
        var method = terms.Objectives[0].Method;
        Assert.Contains("'patching' does not count: for 1h from '0 2 * * 0' (Europe/Berlin).", method);
        Assert.Contains("'migration' does not count: 2026-03-02 12:00:00Z to 2026-03-02 14:00:00Z.", method);
        Assert.Contains("What was announced less than 2d before its start counts all the same.", method);
        Assert.DoesNotContain(method, sentence => sentence.Contains("'other'", StringComparison.Ordinal));
    }

    [Fact]
    public void The_series_is_the_one_whose_slots_are_kept()
    {
        var scenario = new Scenario(Configure(Gold));
        scenario.Run(TimeSpan.FromSeconds(10), Outcome.Success);
        Assert.All(scenario.Store, record => Assert.Equal(Of(Gold).Objectives[0].Series, record.Series));
    }

    [Fact]
    public void Whatever_changes_in_the_terms_changes_their_hash()
    {
        ServiceLevelAgreement[] others =
        [
            Gold,
            Gold with { Consumer = "Acme" },
            Gold with { Window = TimeSpan.FromDays(7) },
            Gold with { Audience = Audience.External },
            Gold with { Notice = TimeSpan.FromDays(1) },
            Gold with { LongestPause = TimeSpan.FromHours(1) },
            Gold with { Objectives = [Availability(0.99m, 1000)] },
            Gold with { Objectives = [Availability(0.999m, 1001)] },
            Gold with { Calendar = new CalendarWindow(CalendarUnit.Month, "UTC") },
            Gold with { Calendar = new CalendarWindow(CalendarUnit.Month, "Europe/Berlin") },
            Gold with { Consequences = new() { Freeze = true } },
            Gold with { Consequences = new() { Credits = new() { Objective = "availability", Tiers = [new(0.999m, 0.1m)] } } },
            Gold with { Consequences = new() { Credits = new() { Objective = "availability", Tiers = [new(0.999m, 0.2m)] } } },
        ];
        Assert.Equal(others.Length, others.Select(agreement => TermsHash.Of(Of(agreement))).Distinct().Count());
        Assert.Equal(TermsHash.Of(Of(Gold)), TermsHash.Of(Of(Gold with { Alerting = new() { Labels = LabelSet.From([new("runbook", "x")]) } })));
    }

    private static AgreementTerms Of(ServiceLevelAgreement agreement) => Terms.Of(Configure(agreement).Services[0], agreement);
}
