using System.Collections.Frozen;
using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>The kinds of servers whose metrics can be read, by the id of their preset.</summary>
public static class TrafficCatalog
{
    private static readonly FrozenDictionary<string, MetricsMapping> Mappings = new Dictionary<string, MetricsMapping>
    {
        ["vllm"] = GenerativeMappings.VllmServer,
        // KServe's runtime for language models is vLLM.
        ["kserve-openai"] = GenerativeMappings.VllmServer,
        ["nim"] = GenerativeMappings.Nim,
        ["sglang"] = GenerativeMappings.Sglang,
        ["tgi"] = GenerativeMappings.Tgi,
        ["llama.cpp"] = GenerativeMappings.LlamaCpp,
        ["triton"] = PredictiveMappings.Triton,
        ["tensorflow-serving"] = PredictiveMappings.TensorFlowServing,
        ["mlserver"] = PredictiveMappings.MlServer,
        ["kserve-v1"] = PredictiveMappings.KServe,
        ["kserve-v2"] = PredictiveMappings.KServe,
        ["torchserve"] = PredictiveMappings.TorchServe,
        ["bentoml"] = PredictiveMappings.BentoMl,
        ["ray-serve"] = PredictiveMappings.RayServe,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>A server of which nothing is known but what the user says.</summary>
    private static readonly MetricsMapping Unknown = new() { Title = "spec.traffic.metrics" };

    private static readonly FrozenDictionary<string, TrafficCapabilities> CapabilitiesByPreset =
        Mappings.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Capabilities, StringComparer.Ordinal);

    /// <summary>Ids of the presets whose metrics can be read, in alphabetical order.</summary>
    public static IReadOnlyList<string> Presets { get; } = [.. Mappings.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What the metrics of servers of the kind <paramref name="preset"/> say; null where none are known.</summary>
    public static TrafficCapabilities? CapabilitiesOf(string preset) => CapabilitiesByPreset.GetValueOrDefault(preset);

    /// <summary>Whether something of a service is read from metrics.</summary>
    public static bool IsRead(ModelService service) => service.Traffic is { } traffic && (traffic.Awake is not null || MappingFor(service) is not null);

    /// <summary>Makes the reading of a service's metrics ready.</summary>
    /// <returns>Null where the service's traffic is not to be read, or nothing is known of its metrics.</returns>
    public static MetricsExchange? Prepare(ModelService service) =>
        service.Traffic is { } traffic && MappingFor(service) is { } mapping ? new MetricsExchange(service, traffic, mapping) : null;

    /// <summary>Makes the reading of what says whether a service is scaled to nothing ready; null where nothing does.</summary>
    public static SingleMetricExchange? PrepareAwake(ModelService service) =>
        service.Traffic is { Awake: { } awake } traffic ? new SingleMetricExchange(awake.Source, awake.Url ?? AddressOf(service, traffic)) : null;

    /// <summary>Makes the reading of what an agreement about a service depends on ready.</summary>
    public static SingleMetricExchange Prepare(ModelService service, Precondition precondition) =>
        new(precondition.Source, precondition.Url ?? AddressOf(service, service.Traffic ?? new TrafficSettings(null, precondition.Interval, null)));

    /// <summary>Where a service's metrics are.</summary>
    public static Uri AddressOf(ModelService service, TrafficSettings traffic) => MetricsAddress.Of(service.Url, traffic, MappingFor(service) ?? Unknown);

    /// <summary>What a service's metrics tell, and by which of them, its own names laid over the preset's; empty where nothing is known of them.</summary>
    public static IReadOnlyList<MappedMetric> Told(ModelService service) => [.. MappingFor(service)?.Told() ?? []];

    /// <summary>The mapping for a kind of server; null where none is known.</summary>
    internal static MetricsMapping? MappingOf(string preset) => Mappings.GetValueOrDefault(preset);

    private static MetricsMapping? MappingFor(ModelService service) =>
        service.Traffic?.Metrics is { } given ? (MappingOf(service.Server) ?? Unknown).With(given) : MappingOf(service.Server);
}
