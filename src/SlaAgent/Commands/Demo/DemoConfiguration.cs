using SlaAgent.Configuration;
using SlaAgent.Core.Contracts;
using SlaAgent.DemoServer;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Commands.Demo;

/// <summary>What the demo's agent watches: real YAML, read by the real reader.</summary>
/// <param name="Configuration">The configuration in force.</param>
/// <param name="Yaml">What a user would have written for it.</param>
internal sealed record DemoConfiguration(AgentConfiguration Configuration, string Yaml)
{
    /// <summary>
    /// The demo judges over seconds so that a breach can be seen to heal within the minute; what a user writes may not be that short.
    /// </summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);

    /// <summary>Reads the demo's configuration.</summary>
    /// <param name="model">Address of the model server.</param>
    /// <param name="receiver">Address of the alerts' receiver.</param>
    /// <param name="factor">How many times as fast as usual the script is played.</param>
    /// <param name="folder">Where the configuration and the labelled rows are written.</param>
    public static DemoConfiguration Create(Uri model, Uri receiver, double factor, string folder)
    {
        var yaml = Text(model, receiver);
        var file = Path.Combine(folder, "sla.yaml");
        File.WriteAllText(file, yaml);
        File.WriteAllText(Path.Combine(folder, DemoModelServer.HeldOutName), DemoModelServer.HeldOut());
        var result = ConfigurationLoader.Load([file], new ConfigurationContext(_ => null, PresetCatalog.Capabilities));
        var configuration = result.Configuration ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        return new(configuration with { Agreements = [.. configuration.Agreements.Select(a => a with { Window = Window / factor })] }, yaml);
    }

    private static string Text(Uri model, Uri receiver) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: iris }
        spec:
          server: kserve-v2
          url: {{model.GetLeftPart(UriPartial.Authority)}}
          model: iris
          probes:
            - { name: ready, interval: 500ms, health: {} }
            - name: predict
              interval: 500ms
              timeout: 450ms
              inference:
                request: { inputs: [ { name: flowers, shape: [1, 4], datatype: FP64, data: [5.1, 3.5, 1.4, 0.2] } ] }
                expect: { json: [ { path: "$.outputs[0].data[0]", equals: 0 } ] }
        ---
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: openai
          url: {{model.GetLeftPart(UriPartial.Authority)}}
          model: demo-chat
          probes:
            - name: chat
              interval: 700ms
              inference: { prompt: "What does the agent promise?", maxTokens: 8, stream: true }
        ---
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: tumours }
        spec:
          server: kserve-v2
          url: {{model.GetLeftPart(UriPartial.Authority)}}
          model: {{DemoModelServer.JudgedClassifierName}}
          probes:
            - name: golden
              interval: 2s
              evaluation:
                dataset: {{DemoModelServer.HeldOutName}}
                csv: { skip: 1, columns: { features: 1-30, diagnosis: 31 } }
                request: { inputs: [ { name: x, shape: [1, 30], datatype: FP64, data: "{{"{{features}}"}}" } ] }
                prediction: $.outputs[0].data[0]
                label: diagnosis
                task: binary
                positive: 0
                concurrency: 2
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: iris-internal }
        spec:
          service: iris
          objectives:
            - { name: availability, availability: { probe: predict }, target: 80% }
            - { name: latency-p90, latency: { probe: predict, percentile: 90, threshold: 250ms } }
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-internal }
        spec:
          service: chat
          objectives:
            - { name: first-token-p80, latency: { probe: chat, measure: time_to_first_token, percentile: 80, threshold: 250ms } }
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: tumours-internal }
        spec:
          service: tumours
          objectives:
            - { name: recall, accuracy: { probe: golden, metric: recall, atLeast: 0.9 } }
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          logging: { level: error }
          evaluation: { interval: 200ms }
          receivers:
            - { name: terminal, webhook: { url: "{{receiver}}" } }
        """;
}
