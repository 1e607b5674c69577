using SlaAgent.Core.Consequences;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.Tests.Hosting;

public sealed class GateFactsTests
{
    private static readonly DateTimeOffset At = new(2026, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void Gates_and_overrides_are_written_down_and_read_again_as_they_were()
    {
        var order = new GateOverride { Id = "00ff", Agreement = "gold", By = "ann", Reason = "a / \"b\" 1", From = At, Until = At.AddHours(2), EndedAt = At.AddHours(1), EndedBy = "bob" };
        var critical = new GateOverride { Id = "11", Agreement = "gold", By = "ann", Reason = "CVE", From = At, Until = At, IsCritical = true };
        var changes = new GateChanges(
            [new("gold", new("gold", false, "x", At)), new("silver", new("silver", true, "", At)), new("gone", null)],
            [new("00ff", order), new("11", critical), new("gone", null)]);
        var facts = GateFacts.Of(changes).ToDictionary(fact => fact.Key, fact => fact.Value);
        Assert.Equal((null, null), (facts["gate/gone"], facts["gate-override/gone"]));
        Assert.Equal("closed 2026-09-01T08:00:00.1230000Z", facts["gate/gold"]);

        var kept = facts.Where(fact => fact.Value is not null).ToDictionary(fact => fact.Key, fact => fact.Value!);
        (kept["gate/1"], kept["gate/2"], kept["gate-override/1"], kept["gate-override/2"], kept["gate-override/3"]) = ("ajar 2026-09-01T08:00:00Z", "open soon", "{}", kept["gate-override/00ff"], "x");
        var past = StateFacts.Read(new LedgerContents { Facts = kept });
        Assert.Equal([new PastGate("gold", false, At), new PastGate("silver", true, At)], past.Gates);
        Assert.Equal([order, critical], past.GateOverrides);
    }
}
