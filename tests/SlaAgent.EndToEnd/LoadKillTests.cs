using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The agent is killed between two runs of load.</summary>
public sealed class LoadKillTests
{
    private const string Objective = "    - { name: throughput, throughput: { probe: capacity, atLeast: 8/s }, target: 50%, minimumSamples: 1 }";

    private const string Capacity = """
            - name: capacity
              interval: 6s
              timeout: 1500ms
              load: { rate: 20/s, arrivals: constant, duration: 1s, maxInFlight: 4, inference: { prompt: "What is promised?", maxTokens: 2, stream: true } }
        """;

    private const string Probes = ChatService.HealthProbe + "\n" + Capacity;

    [Fact]
    public async Task Killed_between_two_runs_it_has_afterwards_the_verdict_and_the_runs_that_were_durable_and_counts_on_from_there()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        (long Good, long Events) seen;
        string? status;
        await using (var agent = await world.StartChatAgentAsync(Objective, Probes))
        {
            // Two, so that measuring has gone on for longer than an interval: a younger agent's coverage is not known yet when it starts again.
            await Wait.UntilAsync("two good runs", async () => (await agent.ChatCountsAsync("throughput")).Good >= 2, () => agent.Output);

            // What is known is on the disk a second later: here three seconds of probes.
            await agent.UntilMoreAsync("ready", "success", 6);
            (seen, status) = (await agent.ChatCountsAsync("throughput"), await StatusAsync(agent));
            await agent.KillAsync();
        }

        world.Break(new FaultSet { ExtraLatencySeconds = 0.9 });
        await using var next = await world.StartChatAgentAsync(Objective, Probes);
        await Wait.UntilAsync($"{seen} and the runs since", async () => await CountedSinceAsync(next) is var (kept, since) && (kept.Good, kept.Events) == (seen.Good, seen.Events + since), () => next.Output);
        var restored = await StatusAsync(next);
        Assert.True(restored == status || (await CountedSinceAsync(next)).Since > 0, $"{restored} after {status}\n{next.Output}");

        await Wait.UntilAsync("a run of this agent's own", async () => (await CountedSinceAsync(next)).Since >= 1, () => next.Output);
        await Wait.UntilAsync("its event", async () => await CountedSinceAsync(next) is var (counts, since) && (counts.Good, counts.Events) == (seen.Good, seen.Events + since), () => next.Output);
    }

    private static async Task<string?> StatusAsync(AgentProcess agent) => await agent.ObjectiveAsync("chat-users", "throughput") is var shown ? $"{shown["status"]}: {shown["reason"]}" : null;

    /// <summary>The objective's counts, and how many runs of it this process has counted itself: read until both belong together.</summary>
    private static async Task<((long Good, long Events) Counts, long Since)> CountedSinceAsync(AgentProcess agent)
    {
        while (true)
        {
            var before = await agent.MetricAsync("sla_load_runs_total", "probe=\"capacity\"", "result=\"counted\"");
            var counts = await agent.ChatCountsAsync("throughput");
            if (before == await agent.MetricAsync("sla_load_runs_total", "probe=\"capacity\"", "result=\"counted\""))
            {
                return (counts, (long)before);
            }
        }
    }
}
