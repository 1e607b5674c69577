using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A generative service: the demo server as vLLM, and an agent that reads its metrics five times a second.</summary>
internal static class ChatService
{
    public const string HealthProbe = "    - { name: ready, interval: 500ms, timeout: 400ms, health: {} }";

    public static DemoServerOptions Options { get; } = new() { Dialect = Dialect.Vllm };

    public static async Task<AgentProcess> StartChatAgentAsync(this World world, string objectives, string probes = HealthProbe)
    {
        var agent = await world.StartAgentAsync(world.Folder.Write("chat.yaml", Yaml(world, objectives, probes)));
        await agent.UntilReadAgainAsync();
        return agent;
    }

    /// <summary>Until the metrics were read so many times more; of two readings the second has begun after now.</summary>
    public static async Task UntilReadAgainAsync(this AgentProcess agent, int times = 2)
    {
        var before = await agent.MetricAsync("sla_agent_traffic_scrapes_total", "result=\"success\"");
        await agent.UntilMetricAsync("sla_agent_traffic_scrapes_total", v => v >= before + times, "result=\"success\"");
    }

    public static Task<(long Good, long Events)> ChatCountsAsync(this AgentProcess agent, string objective = "availability") => agent.CountsAsync("chat-users", objective);

    public static Task UntilChatEventsAsync(this AgentProcess agent, long events, string objective = "availability") => Wait.UntilAsync(
        $"{events} events of {objective}",
        async () => (await agent.ChatCountsAsync(objective)).Events >= events,
        () => agent.Output);

    private static string Yaml(World world, string objectives, string probes) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: vllm
          url: {{world.Server.Address.GetLeftPart(UriPartial.Authority)}}
          model: demo-chat
          down: { after: 3, up: 2 }
          traffic: { interval: 200ms }
          probes:
        {{probes}}
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-users }
        spec:
          service: chat
          window: { rolling: 5m }
          objectives:
        {{objectives}}
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          evaluation: { interval: 200ms }
          receivers:
            - { name: oncall, alertmanager: { urls: ["{{world.Alertmanager.Address}}"], replayDelay: 2s } }
        """;
}
