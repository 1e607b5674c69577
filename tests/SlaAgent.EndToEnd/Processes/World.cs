using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A model server with faults on demand, a real Alertmanager, a webhook behind it, and folders for configuration and state.</summary>
internal sealed class World : IAsyncDisposable
{
    private World(DemoModelServer server, WebhookSink sink, Alertmanager alertmanager)
    {
        Server = server;
        Sink = sink;
        Alertmanager = alertmanager;
    }

    public DemoModelServer Server { get; private set; }

    public WebhookSink Sink { get; }

    public Alertmanager Alertmanager { get; }

    public TemporaryFolder Folder { get; } = new();

    public string State => Path.Combine(Folder.Path, "state");

    /// <summary>A fast-probing configuration: a window of five minutes, so that budgets are spent within seconds.</summary>
    public string Config => Folder.Write("sla.yaml", Yaml());

    public static async Task<World> CreateAsync(bool alertmanager = true, DemoServerOptions? options = null)
    {
        var sink = await WebhookSink.StartAsync();
        var world = new World(await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: options), sink, new Alertmanager(sink.Address));
        if (alertmanager)
        {
            await world.Alertmanager.StartAsync();
        }

        return world;
    }

    public string Yaml(string? objectives = null, string? agent = null) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: iris, labels: { team: demo } }
        spec:
          server: kserve-v2
          url: {{Server.Address.GetLeftPart(UriPartial.Authority)}}
          model: iris
          down: { after: 3, up: 2 }
          probes:
            - { name: ready, interval: 500ms, timeout: 400ms, health: {} }
            - name: predict
              interval: 500ms
              timeout: 400ms
              inference:
                request: { inputs: [ { name: x, shape: [1, 4], datatype: FP64, data: [5.1, 3.5, 1.4, 0.2] } ] }
                expect:
                  json: [ { path: "$.outputs[0].data[0]", equals: 0 } ]
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: iris-internal }
        spec:
          service: iris
          window: { rolling: 5m }
          objectives:
        {{objectives ?? "    - { name: availability, availability: { probe: predict }, target: 90%, minimumSamples: 5 }\n    - { name: latency-p95, latency: { probe: predict, percentile: 95, threshold: 300ms }, minimumSamples: 5 }"}}
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          evaluation: { interval: 200ms }
          receivers:
            - { name: oncall, alertmanager: { urls: ["{{Alertmanager.Address}}"], replayDelay: 2s } }
        {{agent}}
        """;

    public async Task<AgentProcess> StartAgentAsync(string? config = null)
    {
        var agent = await AgentProcess.StartAsync(config ?? Config, State);
        await agent.UntilReadyAsync();
        return agent;
    }

    /// <summary>Ends the model server and starts another one at the same address.</summary>
    public async Task ReplaceServerAsync(DemoServerOptions? options = null)
    {
        var address = Server.Address;
        await Server.DisposeAsync();
        Server = await DemoModelServer.StartAsync(address, options: options);
    }

    public void Break(FaultSet faults) => Server.Faults.Current = faults;

    public void Repair() => Server.Faults.Current = FaultSet.None;

    public async ValueTask DisposeAsync()
    {
        await Alertmanager.DisposeAsync();
        await Sink.DisposeAsync();
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}
