namespace SlaAgent.Configuration.Tests;

/// <summary>Documents that tests change in one place.</summary>
internal static class Sample
{
    public const string Service = """
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: vllm
          url: http://127.0.0.1:8000
          model: llama
          probes:
            - { name: chat, interval: 5s, inference: { prompt: Hi, stream: true } }
            - { name: whole, interval: 5s, inference: { prompt: Hi } }
            - { name: ready, interval: 5s, health: {} }

        """;

    public static string WithObjective(string objective, string more = "") => Service + $$"""
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-internal }
        spec:
          service: chat
          {{more}}
          objectives:
            - {{objective}}

        """;

    public static string WithProbe(string probe, string server = "vllm") => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: {{server}}
          url: http://127.0.0.1:8000
          model: llama
          probes:
            - {{probe}}

        """;
}
