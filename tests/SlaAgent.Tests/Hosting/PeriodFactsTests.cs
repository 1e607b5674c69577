using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;

namespace SlaAgent.Tests.Hosting;

public sealed class PeriodFactsTests
{
    private static readonly DateTimeOffset March = new(2026, 2, 28, 23, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset April = new(2026, 3, 31, 22, 0, 0, TimeSpan.Zero);
    private static readonly ClosedPeriod Closed = new("gold", March, April, [new("availability", 997, 1000, 0.98, "ok"), new("accuracy", 0, 0, null, "unknown")]);

    [Fact]
    public void What_is_judged_and_what_the_period_before_came_to_comes_back_as_it_was()
    {
        var facts = new PeriodFacts().Changes(Snapshot(Agreement("gold", April, Closed), Agreement("silver", March, null))).ToDictionary(fact => fact.Key, fact => fact.Value!);
        Assert.Equal([new PastPeriod("gold", April, Closed), new PastPeriod("silver", March, null)], PeriodFacts.Read(facts));
    }

    [Fact]
    public void Only_what_changed_is_written_and_what_is_gone_is_removed()
    {
        var facts = new PeriodFacts();
        facts.Adopt(new Past { Periods = [new PastPeriod("gold", April, Closed with { Objectives = [.. Closed.Objectives] }), new PastPeriod("gone", March, null)] });
        Assert.Equal([new("period/gone", null)], facts.Changes(Snapshot(Agreement("gold", April, Closed))));
        Assert.Empty(facts.Changes(Snapshot(Agreement("gold", April, Closed))));
        Assert.Equal("period/gold", Assert.Single(facts.Changes(Snapshot(Agreement("gold", April.AddDays(30), Closed)))).Key);
        Assert.Equal([new("period/gold", null)], facts.Changes(Snapshot(Agreement("gold", April, null) with { Calendar = null })));
    }

    [Theory]
    [InlineData("period/gold", "not json")]
    [InlineData("period/gold", "null")]
    [InlineData("period/other", "{\"agreement\":\"gold\",\"from\":\"2026-03-31T22:00:00+00:00\"}")]
    [InlineData("periods", "{}")]
    public void What_makes_no_sense_is_left_out(string key, string value) => Assert.Empty(PeriodFacts.Read(new Dictionary<string, string> { [key] = value }));

    private static AgentSnapshot Snapshot(params AgreementStatus[] agreements) => new(April, [], [.. agreements], [], []);

    private static AgreementStatus Agreement(string name, DateTimeOffset from, ClosedPeriod? last) =>
        new(name, "one", Audience.Internal, AgreementScope.Service, ObjectiveStatusKind.Ok, from, from.AddDays(30), [])
        {
            Calendar = new CalendarWindow(CalendarUnit.Month, "Europe/Berlin"), LastPeriod = last,
        };
}
