using SlaAgent.DemoServer;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>One agent that probes one demo server in every way, for tests that change what the server does wrong.</summary>
public sealed class FaultyServerAgent : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private AgentProcess? _agent;
    private DemoModelServer? _server;

    internal AgentProcess Agent => _agent!;

    internal DemoModelServer Server => _server!;

    public async ValueTask InitializeAsync()
    {
        _server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"));
        var url = _server.Address.GetLeftPart(UriPartial.Authority);
        var config = _folder.Write("sla.yaml", $$"""
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: iris }
            spec:
              server: kserve-v2
              url: {{url}}
              model: iris
              timeouts: { firstByte: 200ms }
              probes:
                - { name: ready, interval: 500ms, timeout: 450ms, health: {} }
                - name: predict
                  interval: 500ms
                  timeout: 450ms
                  inference:
                    request: { inputs: [ { name: x, shape: [1, 4], datatype: FP64, data: [5.1, 3.5, 1.4, 0.2] } ] }
                    expect: { json: [ { path: "$.outputs[0].data[0]", equals: 0 } ] }
            ---
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: chat }
            spec:
              server: openai
              url: {{url}}
              model: demo-chat
              timeouts: { stall: 200ms }
              probes:
                - { name: stream, interval: 500ms, timeout: 450ms, inference: { prompt: "What is promised?", maxTokens: 4, stream: true } }
                - { name: whole, interval: 500ms, timeout: 450ms, inference: { prompt: "What is promised?", maxTokens: 4 } }
            """);
        _agent = await AgentProcess.StartAsync(config, _folder.Folder("state"));
        await _agent.UntilReadyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_agent is not null)
        {
            await _agent.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
