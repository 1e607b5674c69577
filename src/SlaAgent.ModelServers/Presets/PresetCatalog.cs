using System.Collections.Frozen;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Examples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.ModelServers.Presets;

/// <summary>The kinds of model servers that are known, and how a probe of one is made ready.</summary>
public static class PresetCatalog
{
    private static readonly FrozenDictionary<string, Preset> Presets =
        ((IEnumerable<Preset>)[.. CompletionServers.All, .. GenerationServers.All, .. OpenInferenceServers.All, .. PredictionServers.All, .. PlatformServers.All])
            .ToFrozenDictionary(preset => preset.Id, StringComparer.Ordinal);

    /// <summary>What each preset can do, by its id.</summary>
    public static IReadOnlyDictionary<string, PresetCapabilities> Capabilities { get; } =
        Presets.ToFrozenDictionary(
            pair => pair.Key, pair => pair.Value.Capabilities with { Traffic = TrafficCatalog.CapabilitiesOf(pair.Key) }, StringComparer.Ordinal);

    /// <summary>Where a kind of server lists its models, and where in the answer their names stand; null where its preset knows no list of names.</summary>
    internal static (string Path, string Field)? ListingOf(string preset) =>
        Presets[preset].Listing is { Path: { } path, Field: { } field, EqualTo: "{{model}}" } ? (path, field) : null;

    /// <summary>The request header that names the model to what routes by it, over REST and gRPC; null where a kind of server has none.</summary>
    public static string? ModelHeaderOf(string preset) => Presets.TryGetValue(preset, out var known) ? known.ModelHeader : null;

    /// <summary>What a prompt asks for, as the OpenTelemetry conventions for generative AI name it: <c>chat</c> or <c>text_completion</c>; null for any other probe.</summary>
    /// <param name="service">A service whose configuration was checked.</param>
    /// <param name="probe">One of its probes.</param>
    public static string? GenerativeOperation(ModelService service, Probe probe) =>
        probe.Request is ProbeRequest.Inference { Prompt: not null } inference && Presets.TryGetValue(service.Server, out var preset)
            ? (inference.Path ?? preset.EndpointOf(inference).Path ?? "").Contains("/chat", StringComparison.OrdinalIgnoreCase) ? "chat" : "text_completion"
            : null;

    /// <summary>Makes a probe ready: bodies, paths and expectations are built here, once, and not with each probe.</summary>
    /// <param name="service">A service whose configuration was checked.</param>
    /// <param name="probe">One of its probes.</param>
    /// <param name="keepsChunks">Whether the time of each chunk of a stream is kept.</param>
    /// <exception cref="ArgumentException">The preset is not known or cannot do what the probe asks; a checked configuration never is so.</exception>
    public static ProbeExchange Prepare(ModelService service, Probe probe, bool keepsChunks = false)
    {
        var preset = Known(service);
        if (service.IsGrpc)
        {
            return GrpcExchanges.Prepare(preset, service, probe);
        }

        return probe.Request switch
        {
            ProbeRequest.Health health => ExchangeFactory.Health(preset, service, health),
            ProbeRequest.Inference inference => ExchangeFactory.Inference(preset, service, inference, keepsChunks),
            _ => throw new ArgumentException("A probe asks for health or for inference.", nameof(probe)),
        };
    }

    /// <summary>Makes an evaluation ready: the template and whatever does not change with the example.</summary>
    /// <param name="service">A service whose configuration was checked.</param>
    /// <param name="probe">One of its evaluations.</param>
    /// <exception cref="ArgumentException">The preset is not known or cannot do what is asked; a checked configuration never is so.</exception>
    public static ExampleExchange PrepareExamples(ModelService service, EvaluationProbe probe)
    {
        var preset = Known(service);
        var form = service.IsGrpc ? GrpcExchanges.Examples(preset, service, probe) : ExampleForms.Of(preset, service, probe.Request);
        return new ExampleExchange(form, new ExampleQuestion(probe), probe.Request.Expect);
    }

    /// <summary>Makes the question ready which version of the model a service serves; null where its preset knows no place for it, or the version is given.</summary>
    /// <param name="service">A service whose configuration was checked.</param>
    public static VersionExchange? PrepareVersion(ModelService service) =>
        service is { IsGrpc: false, ModelVersion: null } && Known(service).Version is { } record ? new VersionExchange(record, service, PathTemplate.Expand(record.Path, service)) : null;

    private static Preset Known(ModelService service) => Presets.TryGetValue(service.Server, out var preset)
        ? preset
        : throw new ArgumentException($"There is no preset {service.Server}.", nameof(service));
}
