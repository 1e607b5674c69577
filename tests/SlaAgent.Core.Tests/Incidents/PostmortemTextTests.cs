using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests.Incidents;

/// <summary>The skeleton of a post-mortem has the facts of the record in it, leaves to people what only they can say, and blames nobody.</summary>
public sealed class PostmortemTextTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.CreateCustomTimeZone("Test/Plus2", TimeSpan.FromHours(2), "plus two", "plus two");

    private static Incident Whole => new()
    {
        Id = "7bb0abc48f5539db", Number = 12, Priority = "P1", Grade = IncidentGrade.Critical, BudgetSpent = 1.639, Depth = 1,
        Labels = LabelSet.From([new("alertname", "SlaBreached"), new("sla", "gold"), new("objective", "availability"), new("service", "chat")]),
        Annotations = LabelSet.From([new("summary", "gold/availability of chat is breached"), new("description", "Promised: 90% of requests answered well. Measured over 6h: 83.61% good of 488 samples.")]),
        Severity = AlertSeverity.Page, StartedAt = Beginning.AddMinutes(14), EndedAt = Beginning.AddMinutes(74), ClosedAt = Beginning.AddDays(2), ClosedBy = "kim",
        Acknowledgement = new("kim", "on it | <b>now</b>", Beginning.AddMinutes(20)),
        Reasons = [new("http_5xx", 60), new("timeout_total", 20)],
        Timeline =
        [
            new(Beginning.AddDays(-1), IncidentEventKinds.Version, "model version 7, by its configuration"),
            new(Beginning, IncidentEventKinds.FirstBad, "first bad sample of the run that led to it; last error: http_5xx: status 500"),
            new(Beginning.AddMinutes(1.5), IncidentEventKinds.Alert, "SlaErrorBudgetBurn (page), incident 11 opened"),
            new(Beginning.AddMinutes(14), IncidentEventKinds.Opened, "gold/availability of chat is breached"),
            new(Beginning.AddMinutes(20), IncidentEventKinds.Acknowledged, "kim took it on: on it | <b>now</b>"),
            new(Beginning.AddMinutes(74), IncidentEventKinds.Recovered, "what it is about was over"),
            new(Beginning.AddDays(2), IncidentEventKinds.Closed, "kim closed it"),
        ],
    };

    private static Obligation Owed(ObligationKind kind, int days, DateTimeOffset? done = null) => new()
    {
        Id = $"{kind}".ToLowerInvariant() + "-1", Kind = kind, Agreement = "gold", Objective = "availability", Incident = Whole.Id, OpenedAt = Whole.StartedAt, DueAt = Whole.StartedAt.AddDays(days),
        Because = "breached", DoneAt = done, DoneBy = done is null ? null : "lee", Note = done is null ? null : "wiki/42",
    };

    [Fact]
    public void All_facts_are_in_their_places()
    {
        Obligation[] owed = [Owed(ObligationKind.Remediation, 10), Owed(ObligationKind.Postmortem, 5, Beginning.AddDays(1)), Owed(ObligationKind.Communication, 1), Owed(ObligationKind.Review, 1) with { Incident = "another" }];
        var text = PostmortemText.Write(Whole, owed, Berlin, Beginning.AddDays(3));
        var golden = Path.Combine(Repository.Root, "tests/SlaAgent.Core.Tests/Incidents/Golden/postmortem.md");
        if (Environment.GetEnvironmentVariable("SLAAGENT_RENEW_GOLDEN") == "1")
        {
            File.WriteAllText(golden, text);
        }

        Assert.Equal(File.ReadAllText(golden), text);
    }

    [Fact]
    public void What_goes_on_says_how_long_already_and_that_nobody_took_it_on()
    {
        var text = PostmortemText.Write(
            Whole with { EndedAt = null, ClosedAt = null, ClosedBy = null, Acknowledgement = null, Number = 3, BudgetSpent = null, Depth = null, Grade = null, Reasons = [], Timeline = [.. Whole.Timeline.Take(4)] },
            [],
            null,
            Beginning.AddMinutes(44));
        Assert.Contains("| lasted | 30m so far |", text, StringComparison.Ordinal);
        Assert.Contains("| time to acknowledge | nobody took it on in 30m |", text, StringComparison.Ordinal);
        Assert.Contains("| time to recover | goes on |", text, StringComparison.Ordinal);
        Assert.Contains("| time to detect | 14m |", text, StringComparison.Ordinal);
        Assert.Contains("- Error budget: not known", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Test/Plus2", text, StringComparison.Ordinal);
    }

    [Fact]
    public void It_speaks_of_causes_and_not_of_culprits()
    {
        var words = PostmortemText.Write(Whole, [], Berlin, Beginning.AddDays(3)).Replace("not for whose fault it was", "", StringComparison.Ordinal).ToLowerInvariant();
        Assert.All(["blame", "fault", "guilt", "culprit", "human error", "mistake", "careless", "should have"], word => Assert.DoesNotContain(word, words, StringComparison.Ordinal));
    }
}
