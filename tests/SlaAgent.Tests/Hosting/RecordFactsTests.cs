using SlaAgent.Core;
using SlaAgent.Core.Evidence;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.Tests.Hosting;

public sealed class RecordFactsTests
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);

    private static readonly ExclusionFact Patching = new()
    {
        Id = "patching@2026-09-01T08:00:00Z", Agreement = "gold", Objectives = ["availability", "latency"], Name = "patching", From = Morning, To = Morning.AddHours(1),
        AnnouncedAt = Morning.AddDays(-1), CountsBecause = "announced late",
    };

    [Fact]
    public void What_is_on_the_record_is_known_again_after_a_restart()
    {
        var past = Read(RecordFacts.Of(new RecordChanges([new("gold", "ab12"), new("silver/x", "cd34")], [new("gold/patching@2026-09-01T08:00:00Z", Patching)], Morning)));
        Assert.Equal([new("gold", "ab12"), new("silver/x", "cd34")], past.Terms.OrderBy(terms => terms.Key, StringComparer.Ordinal));
        Assert.Equal(Patching, Assert.Single(past.Exclusions));
        Assert.Equal(Morning, past.ExclusionsTo);
    }

    [Fact]
    public void What_is_over_or_ended_is_forgotten() =>
        Assert.Equal(
            [new("terms/gold", null), new KeyValuePair<string, string?>("excluded/gold/x", null)],
            RecordFacts.Of(new RecordChanges([new("gold", null)], [new("gold/x", null)], null)));

    [Theory]
    [InlineData("excluded/gold/x", "{")]
    [InlineData("excluded/gold/x", "{}")]
    [InlineData("exclusions", "yesterday")]
    public void What_makes_no_sense_is_left_out(string key, string value)
    {
        var past = Read([new(key, value)]);
        Assert.Empty(past.Exclusions);
        Assert.Null(past.ExclusionsTo);
    }

    private static Past Read(IEnumerable<KeyValuePair<string, string?>> facts) => RecordFacts.Read(
        new Past(), new LedgerContents { Facts = facts.ToDictionary(fact => fact.Key, fact => fact.Value!) });
}
