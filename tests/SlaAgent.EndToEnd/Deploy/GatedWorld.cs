using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>A model server and the agreement <c>sentiment-gold</c> about it, a breach of which closes the deployment gate; breached and recovered in seconds.</summary>
internal sealed class GatedWorld : IAsyncDisposable
{
    private GatedWorld(World world) => World = world;

    public World World { get; }

    /// <summary>Name of the agreement.</summary>
    public static string Agreement => "sentiment-gold";

    public static async Task<GatedWorld> CreateAsync() => new(await World.CreateAsync(alertmanager: false));

    public Task<AgentProcess> StartAgentAsync(string agent = "") => World.StartAgentAsync(Write("99%", agent));

    /// <summary>Has every request fail until the gate is closed.</summary>
    public async Task BreachAsync(AgentProcess agent)
    {
        World.Break(new FaultSet { ErrorShare = 1 });
        await UntilAsync(agent, "closed");
    }

    /// <summary>Ends the breach: by a promise that what was measured keeps.</summary>
    public async Task RecoverAsync(AgentProcess agent, string settings = "")
    {
        World.Repair();
        Write("10%", settings);
        using var answer = await agent.SendAsync(HttpMethod.Post, "/-/reload");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await UntilAsync(agent, "open");
    }

    /// <summary>Waits until the gate is so, and says since when.</summary>
    public static async Task<DateTimeOffset?> UntilAsync(AgentProcess agent, string gate)
    {
        DateTimeOffset? since = null;
        await Wait.UntilAsync(
            "the gate " + gate,
            async () =>
            {
                using var answer = await agent.SendAsync(HttpMethod.Get, "/api/v1/gate?sla=" + Agreement);
                var body = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
                since = (DateTimeOffset?)body["gates"]?.AsArray().FirstOrDefault()?["since"];
                return (string?)body["gate"] == gate;
            },
            () => agent.Output);
        return since;
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    private string Write(string target, string agent)
    {
        var objectives = $$"""
                - { name: availability, availability: { probe: predict }, target: {{target}}, minimumSamples: 5 }
                - { name: latency-p95, latency: { probe: predict, percentile: 95, threshold: 390ms, failures: exclude }, minimumSamples: 5 }
              consequences: { freeze: true }
            """;
        return World.Folder.Write("sla.yaml", World.Yaml(objectives, agent).Replace("iris-internal", Agreement, StringComparison.Ordinal));
    }
}
