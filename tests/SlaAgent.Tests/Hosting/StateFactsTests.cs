using SlaAgent.Core;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.Tests.Hosting;

public sealed class StateFactsTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void What_a_snapshot_says_comes_back_as_it_was()
    {
        var facts = new StateFacts().Changes(Snapshot(ServiceState.Degraded, ObjectiveStatusKind.AtRisk, Morning));
        var past = StateFacts.Read(Contents([.. facts, .. StateFacts.Of(new DrainChanges([], [new DrainStart("one", Morning)], []))]));
        Assert.Equal([new PastState("one", ServiceState.Degraded, Morning)], past.Services);
        Assert.Equal([new PastStatus("gold", "availability", ObjectiveStatusKind.AtRisk, Morning)], past.Objectives);
        Assert.Equal([new DrainStart("one", Morning)], past.Drains);
    }

    [Fact]
    public void A_precondition_that_does_not_hold_is_written_once_and_removed_when_it_does()
    {
        var facts = new StateFacts();
        AgentSnapshot With(params PreconditionStatus[] known) => Snapshot(ServiceState.Up, ObjectiveStatusKind.Ok, Morning) with { Preconditions = [.. known] };
        var unmet = new PreconditionStatus("gold", "replicas", false, 1, Morning);
        var written = facts.Changes(With(unmet, new("gold", "nodes", null, null, null)));
        Assert.Equal([new PastPrecondition("gold", "replicas", Morning)], StateFacts.Read(Contents([.. written])).Preconditions);
        Assert.Empty(facts.Changes(With(unmet with { Value = 0 })));
        Assert.Equal([new KeyValuePair<string, string?>("precondition/gold/replicas", null)], facts.Changes(With(unmet with { IsMet = true, UnmetSince = null })));
    }

    [Fact]
    public void Only_what_changed_is_written_and_what_is_gone_is_removed()
    {
        var facts = new StateFacts();
        facts.Adopt(new Past { Services = [new PastState("one", ServiceState.Up, Morning), new PastState("gone", ServiceState.Up, Morning)] });
        var first = facts.Changes(Snapshot(ServiceState.Up, ObjectiveStatusKind.Ok, Morning));
        Assert.Equal(["objective/gold/availability", "service/gone"], first.Select(fact => fact.Key));
        Assert.Null(first[1].Value);
        Assert.Empty(facts.Changes(Snapshot(ServiceState.Up, ObjectiveStatusKind.Ok, Morning)));
        Assert.Equal("service/one", Assert.Single(facts.Changes(Snapshot(ServiceState.Down, ObjectiveStatusKind.Ok, Morning))).Key);
    }

    [Fact]
    public void Before_the_first_result_the_last_known_state_stays_written()
    {
        var facts = new StateFacts();
        facts.Adopt(new Past { Services = [new PastState("one", ServiceState.Up, Morning)], Objectives = [new PastStatus("gold", "availability", ObjectiveStatusKind.Ok, Morning)] });
        Assert.Empty(facts.Changes(Snapshot(null, ObjectiveStatusKind.Ok, Morning)));
    }

    [Fact]
    public void A_ledger_that_begins_anew_is_given_the_drains_too() =>
        Assert.Contains(StateFacts.All(Snapshot(ServiceState.Draining, ObjectiveStatusKind.Excluded, Morning)), fact => fact.Key == "drain/one");

    [Theory]
    [InlineData("service/one", "sideways 2026-09-01T08:00:00Z")]
    [InlineData("service/one", "up yesterday")]
    [InlineData("service/one", "up")]
    [InlineData("objective/gold", "ok 2026-09-01T08:00:00Z")]
    [InlineData("drain/one", "")]
    [InlineData("", "up 2026-09-01T08:00:00Z")]
    public void What_makes_no_sense_is_left_out(string key, string value)
    {
        var past = StateFacts.Read(Contents([new(key, value)]));
        Assert.Empty(past.Services);
        Assert.Empty(past.Objectives);
        Assert.Empty(past.Drains);
    }

    private static LedgerContents Contents(IEnumerable<KeyValuePair<string, string?>> facts) => new() { Facts = facts.ToDictionary(fact => fact.Key, fact => fact.Value!) };

    private static AgentSnapshot Snapshot(ServiceState? state, ObjectiveStatusKind kind, DateTimeOffset since) => new(
        since,
        [new ServiceStatus("one", state, state is null ? null : since, [])],
        [new AgreementStatus("gold", "one", Audience.Internal, AgreementScope.Service, kind, since, since, [Status(kind, since)])],
        [],
        []);

    private static ObjectiveStatus Status(ObjectiveStatusKind kind, DateTimeOffset since) => new()
    {
        Name = "availability", Indicator = "availability", Source = "probe", Status = kind, Reason = "", Since = since, Good = 0, Events = 0, Compliance = null, Target = 0.9m,
        ErrorBudgetRemaining = null, TimeToExhaustion = null, BurnRates = [], Coverage = null, MinimumSamples = 1, Lower = null, Upper = null, TotalGood = 0, TotalEvents = 0,
    };
}
