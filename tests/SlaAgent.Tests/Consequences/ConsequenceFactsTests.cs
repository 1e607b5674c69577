using SlaAgent.Consequences;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.Tests.Consequences;

public sealed class ConsequenceFactsTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);

    private static readonly Obligation Owed = new()
    {
        Id = "0123456789abcdef", Kind = ObligationKind.Communication, Agreement = "gold", Objective = "availability", Incident = "fedcba9876543210", IncidentNumber = 7,
        OpenedAt = Morning, DueAt = Morning.AddHours(4), Because = "availability of gold is breached", Receivers = ["executives", "board"], RemindedAt = Morning.AddHours(3),
    };

    private static readonly Obligation Done = Owed with
    {
        Id = "1111", Kind = ObligationKind.Review, Objective = null, Receivers = [], DoneAt = Morning.AddDays(1), DoneBy = "ann", Note = "wiki/42",
    };

    private static readonly BreachMark Mark = new("fedcba9876543210", "gold", "availability", Morning);

    [Fact]
    public void What_is_owed_and_which_breaches_were_found_comes_back_as_it_was()
    {
        KeyValuePair<string, string?>[] facts =
        [
            .. ConsequenceFacts.Of([new KeyValuePair<string, Obligation?>(Owed.Id, Owed), new(Done.Id, Done)]),
            .. ConsequenceFacts.Of([new KeyValuePair<string, BreachMark?>(Mark.Incident, Mark)]),
        ];
        var past = StateFacts.Read(new LedgerContents { Facts = facts.ToDictionary(fact => fact.Key, fact => fact.Value!) });
        Assert.Equal([Owed, Done], past.Obligations);
        Assert.Equal([Mark], past.Breaches);
    }

    [Fact]
    public void A_ledger_that_begins_anew_is_given_both()
    {
        var snapshot = new AgentSnapshot(Morning, [], [], [], []) { Obligations = [Owed, Done], Breaches = [Mark] };
        Assert.Equal(["breach/fedcba9876543210", "obligation/0123456789abcdef", "obligation/1111"], StateFacts.All(snapshot).Select(fact => fact.Key).Order());
    }

    [Theory]
    [InlineData("obligation/0123456789abcdef", "{}")]
    [InlineData("obligation/0123456789abcdef", "nonsense")]
    [InlineData("obligation/0123456789abcdef", "null")]
    [InlineData("breach/1", "gold availability yesterday")]
    [InlineData("breach/1", "gold")]
    public void What_makes_no_sense_is_left_out(string key, string value)
    {
        var past = StateFacts.Read(new LedgerContents { Facts = new Dictionary<string, string> { [key] = value } });
        Assert.Empty(past.Obligations);
        Assert.Empty(past.Breaches);
    }
}
