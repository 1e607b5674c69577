using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>A service that is scaled to nothing, by the word of what scales it.</summary>
public sealed class ScaledToNothingTests
{
    [Fact]
    public async Task It_is_sleeping_and_not_down_is_left_alone_and_stays_so_over_a_kill_until_it_is_awake_and_still_does_not_answer()
    {
        await using var scaler = await MetricsPage.StartAsync(Replicas(0));
        using var folder = new TemporaryFolder();
        var config = folder.Write("sla.yaml", Yaml(scaler.Address));
        var state = folder.Folder("state");
        await using (var agent = await StartAsync(config, state))
        {
            await AssertLeftAsleepAsync(agent);
            await agent.KillAsync();
        }

        await using var next = await StartAsync(config, state);
        await AssertLeftAsleepAsync(next);

        // Where it is not known, it is not taken to be down either, for it was said to sleep just now.
        scaler.Text = null;
        await next.UntilMetricAsync("sla_agent_traffic_scrapes_total", v => v >= 3, "result=\"failure\"");
        await AssertLeftAsleepAsync(next);

        scaler.Text = Replicas(1);
        await Wait.ForAsync("the server down", () => next.IncidentAsync("ModelServerDown", open: true), () => next.Output);
        Assert.Equal("down", await next.StateAsync("chat"));
        var (good, events) = await next.CountsAsync("chat-probes");
        Assert.True(good == 0 && events >= 3, $"{good} of {events}");

        scaler.Text = Replicas(0);
        await next.UntilStateAsync("sleeping", "chat");
        Assert.NotNull(await Wait.ForAsync("the end of it", () => next.IncidentAsync("ModelServerDown", open: false), () => next.Output));
    }

    private static async Task<AgentProcess> StartAsync(string config, string state)
    {
        var agent = await AgentProcess.StartAsync(config, state);
        await agent.UntilReadyAsync();
        return agent;
    }

    private static async Task AssertLeftAsleepAsync(AgentProcess agent)
    {
        await agent.UntilStateAsync("sleeping", "chat");
        await agent.UntilMoreAsync("chat", "skipped", 10);
        await agent.UntilMoreAsync("ready", "skipped", 10);
        Assert.Equal("sleeping", await agent.StateAsync("chat"));
        Assert.Equal((0, 0), await agent.CountsAsync("chat-probes"));
        Assert.Equal(0, await agent.ResultsAsync("chat", "connection_error") + await agent.ResultsAsync("ready", "connection_error"));
        Assert.Empty(await agent.IncidentsAsync());
        var objective = await agent.ObjectiveAsync("chat-probes");
        Assert.Equal(("excluded", "sleeping"), ((string?)objective["status"], (string?)objective["reason"]));
    }

    private static string Replicas(int number) => $$"""
        # TYPE kube_deployment_spec_replicas gauge
        kube_deployment_spec_replicas{namespace="ml",deployment="chat"} {{number}}
        kube_deployment_spec_replicas{namespace="ml",deployment="other"} 2

        """;

    private static string Yaml(Uri scaler) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: openai
          url: http://127.0.0.1:{{FreePort.Next()}}
          model: llama
          down: { after: 3, up: 2 }
          traffic:
            interval: 200ms
            awake: { metric: kube_deployment_spec_replicas, labels: { namespace: ml, deployment: chat }, url: "{{scaler}}metrics" }
          probes:
            - { name: ready, interval: 200ms, timeout: 150ms, health: {} }
            - { name: chat, interval: 200ms, timeout: 150ms, inference: { prompt: "Reply with the word OK.", maxTokens: 4 } }
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-probes }
        spec:
          service: chat
          window: { rolling: 5m }
          objectives:
            - { name: availability, availability: { probe: chat }, target: 50%, minimumSamples: 5 }
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec: { evaluation: { interval: 200ms } }
        """;
}
