using SlaAgent.Core.Contracts;
using SlaAgent.Results;

namespace SlaAgent.Tests.Results;

public sealed class ResultOutboxTests
{
    private static readonly ResultSink s_nowhere = new ResultSink.Jsonl("lines", "/nowhere/results.jsonl");

    [Fact]
    public void Nothing_is_given_out_before_it_is_written()
    {
        var outbox = new ResultOutbox(1_000_000);
        outbox.Apply(["a"]);

        Assert.Single(outbox.Add(ResultBench.Report()));
        Assert.Null(outbox.Next("a"));
        outbox.Written();
        Assert.Equal(ResultBench.Report().Id, outbox.Next("a")!.Value.Report.Id);
    }

    [Fact]
    public void What_a_ledger_holds_is_what_was_owed_whatever_was_added_settled_and_dropped()
    {
        var facts = new Dictionary<string, string>();
        var outbox = new ResultOutbox(40_000);
        Write(facts, outbox.Apply(["a", "b"]));
        for (var night = 0; night < 100; night++)
        {
            Write(facts, outbox.Add(ResultBench.Report(night)));
            outbox.Written();
            if (night % 3 == 0 && outbox.Next("a") is var (key, _))
            {
                Write(facts, [outbox.Settle("a", key)!.Value]);
            }
        }

        Assert.True(outbox.Dropped > 0);
        Assert.InRange(facts.Values.Sum(text => text.Length), 1, 42_000);
        var after = new ResultOutbox(40_000);
        after.Restore(facts);
        Assert.Empty(after.Apply(["a", "b"]));
        foreach (var sink in new[] { "a", "b" })
        {
            Assert.Equal(outbox.Backlog(sink), after.Backlog(sink));
            Assert.Equal(outbox.Next(sink)!.Value.Key, after.Next(sink)!.Value.Key);
        }

        Assert.Equal(facts.OrderBy(fact => fact.Key, StringComparer.Ordinal), after.Recall().Select(fact => KeyValuePair.Create(fact.Key, fact.Value!)).OrderBy(fact => fact.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void A_report_comes_back_from_the_ledger_as_it_was()
    {
        var report = ResultBench.Report();
        var back = ResultJson.Read(ResultJson.Write(report))!;

        Assert.Equal(report with { Scores = [] }, back with { Scores = [] });
        Assert.Equal(report.Scores, back.Scores);
    }

    [Fact]
    public void The_oldest_go_first_and_are_counted()
    {
        var outbox = new ResultOutbox(long.MaxValue);
        outbox.Apply(["a"]);
        for (var night = 0; night < ResultOutbox.MostEntries + 5; night++)
        {
            outbox.Add(ResultBench.Report(night));
        }

        Assert.Equal(5, outbox.Dropped);
        Assert.Equal((ResultOutbox.MostEntries, ResultBench.Night.AddDays(5)), outbox.Backlog("a"));
    }

    [Fact]
    public void A_sink_that_is_no_more_is_owed_nothing_and_facts_that_make_no_sense_go()
    {
        var outbox = new ResultOutbox(1_000_000);
        outbox.Apply(["a"]);
        var owed = outbox.Add(ResultBench.Report());
        Assert.Equal([new(owed[0].Key, null)], outbox.Apply([]));

        var after = new ResultOutbox(1_000_000);
        after.Restore(new Dictionary<string, string> { ["result/a/0000000000000000001/x/y"] = "{", ["service/x"] = "up 2026-03-02T12:00:00Z" });
        Assert.Equal([new("result/a/0000000000000000001/x/y", null)], after.Apply(["a"]));
    }

    [Fact]
    public async Task Everything_owed_outlives_a_damaged_database()
    {
        await using var bench = await new ResultBench(s_nowhere).StartAsync();
        bench.Ledger.Recall = () => new() { Facts = bench.Delivery.Recall() };
        await bench.TellAsync(ResultBench.Report());
        await bench.StopAsync();
        await using (var file = new FileStream(bench.Folder.Database, FileMode.Open))
        {
            file.Write(new byte[4096]);
        }

        await bench.StartAsync();
        Assert.Equal(1, bench.Delivery.Backlog("lines").Entries);
    }

    private static void Write(Dictionary<string, string> facts, IReadOnlyList<KeyValuePair<string, string?>> changes)
    {
        foreach (var (key, value) in changes)
        {
            facts.Remove(key);
            if (value is not null)
            {
                facts[key] = value;
            }
        }
    }
}
