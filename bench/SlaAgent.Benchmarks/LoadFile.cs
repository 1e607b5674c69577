using SlaAgent.Configuration;
using SlaAgent.DemoServer;
using SlaAgent.Load;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Benchmarks;

/// <summary>A run of load, written as a user would.</summary>
internal static class LoadFile
{
    /// <param name="server">The model server.</param>
    /// <param name="load">What stands under <c>load</c>, in braces' form.</param>
    public static LoadPlan Plan(Uri server, string load)
    {
        var path = Path.Combine(Path.GetTempPath(), $"load-{Environment.ProcessId}.yaml");
        File.WriteAllText(path, $$"""
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: chat }
            spec:
              server: vllm
              url: {{server.GetLeftPart(UriPartial.Authority)}}
              model: {{DemoModelServer.TextModelName}}
              probes: [ { name: capacity, interval: 6h, timeout: 30s, load: { {{load}} } } ]
            """);
        try
        {
            var loaded = ConfigurationLoader.Load([path], new ConfigurationContext(_ => null, PresetCatalog.Capabilities));
            return LoadPlan.Of(loaded.Configuration ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics))).Single();
        }
        finally
        {
            File.Delete(path);
        }
    }
}
