using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The agent is killed again and again, at random moments, while its model server fails and recovers.</summary>
public sealed class KillLoopTests
{
    private const int Rounds = 10;

    /// <summary>Two probes a second; the last second, and what was on its way.</summary>
    private const int LostAtMost = 4;

    [Fact]
    public async Task Killed_at_random_moments_it_keeps_its_incidents_and_all_but_the_last_second()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        using var over = new CancellationTokenSource();
        var trouble = BreakAndRepairAsync(world, over.Token);
        var seen = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        var last = default((long Good, long Events));
        IReadOnlyList<JsonNode> open = [];
        for (var round = 0; round < Rounds; round++)
        {
            await using var agent = await world.StartAgentAsync();
            var restored = await agent.IncidentsAsync();
            Remember(seen, restored);
            AssertKept(open, restored, agent);
            var (good, events) = await agent.CountsAsync();
            Assert.True(good >= last.Good - LostAtMost && events >= last.Events - LostAtMost, $"round {round}: {last} before, ({good}, {events}) after\n{agent.Output}");

            var until = DateTime.UtcNow.AddMilliseconds(Random.Shared.Next(200, 4000));
            do
            {
                last = await agent.CountsAsync();
                open = [.. (await agent.IncidentsAsync()).Where(i => (bool)i["open"]!)];
                Remember(seen, open);
                await Task.Delay(20, TestContext.Current.CancellationToken);
            }
            while (DateTime.UtcNow < until);
            await agent.KillAsync();
        }

        await over.CancelAsync();
        await trouble;
        Assert.NotEmpty(seen);
        Assert.True(last.Events > Rounds, last.ToString());
        AssertNoEpisodeTwice(seen.Values);
    }

    private static async Task BreakAndRepairAsync(World world, CancellationToken over)
    {
        try
        {
            while (true)
            {
                world.Break(new FaultSet { ErrorShare = 1 });
                await Task.Delay(Random.Shared.Next(3000, 6000), over);
                world.Repair();
                await Task.Delay(Random.Shared.Next(2000, 4000), over);
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            // The last round is over.
        }
    }

    private static void Remember(Dictionary<string, JsonNode> seen, IEnumerable<JsonNode> incidents)
    {
        foreach (var incident in incidents)
        {
            seen[(string)incident["id"]!] = incident;
        }
    }

    private static void AssertKept(IEnumerable<JsonNode> open, IReadOnlyList<JsonNode> restored, AgentProcess agent)
    {
        foreach (var incident in open)
        {
            var same = restored.SingleOrDefault(r => (string?)r["id"] == (string?)incident["id"]);
            Assert.True(same is not null, $"lost: {incident.ToJsonString()}\n{agent.Output}");
            Assert.Equal((string?)incident["startedAt"], (string?)same["startedAt"]);
        }
    }

    /// <summary>Episodes of the same alert do not overlap, and none has two ids.</summary>
    private static void AssertNoEpisodeTwice(IEnumerable<JsonNode> incidents)
    {
        foreach (var sameAlert in incidents.GroupBy(i => i["labels"]!.ToJsonString()))
        {
            var starts = sameAlert.Select(i => (string?)i["startedAt"]).ToList();
            Assert.Equal(starts.Distinct().Count(), starts.Count);
        }
    }
}
