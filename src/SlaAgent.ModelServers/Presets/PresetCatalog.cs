using System.Collections.Frozen;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Presets;

/// <summary>The kinds of model servers that are known, and how a probe of one is made ready.</summary>
public static class PresetCatalog
{
    private static readonly Preset OpenAi = new()
    {
        Id = "openai",
        NeedsModel = true,
        // llama.cpp answers 503 to everything while it loads the model.
        ModelHealth = new("/v1/models", HealthRule.ListsModel, [503]),
        Inference = new("/v1/chat/completions", AnswerDialect.OpenAi),
    };

    private static readonly FrozenDictionary<string, Preset> Presets = new Preset[]
    {
        new()
        {
            Id = "http",
            Inference = new(null, AnswerDialect.Plain),
        },
        new()
        {
            // The service whose health is checked is what others call the model; there is nothing else to ask.
            Id = "grpc-health",
            Inference = new(null, AnswerDialect.Plain),
        },
        new()
        {
            Id = "kserve-v2",
            NeedsModel = true,
            // KServe says "not ready" with 503, Triton and MLServer with 400.
            ModelHealth = new("/v2/models/{model}[/versions/{version}]/ready", HealthRule.ReadyField, [400, 503]),
            ServerHealth = new("/v2/health/ready", HealthRule.ReadyField, [400, 503]),
            Inference = new("/v2/models/{model}[/versions/{version}]/infer", AnswerDialect.OpenInference),
        },
        OpenAi,
        // vLLM's list of models is static and says nothing of the engine; its /health at least knows that the engine died.
        OpenAi with { Id = "vllm", ModelHealth = new("/health", HealthRule.StatusOnly, [503]) },
    }.ToFrozenDictionary(preset => preset.Id, StringComparer.Ordinal);

    /// <summary>What each preset can do, by its id.</summary>
    public static IReadOnlyDictionary<string, PresetCapabilities> Capabilities { get; } =
        Presets.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Capabilities, StringComparer.Ordinal);

    /// <summary>Makes a probe ready: bodies, paths and expectations are built here, once, and not with each probe.</summary>
    /// <param name="service">A service whose configuration was checked.</param>
    /// <param name="probe">One of its probes.</param>
    /// <exception cref="ArgumentException">The preset is not known or cannot do what the probe asks; a checked configuration never is so.</exception>
    public static ProbeExchange Prepare(ModelService service, Probe probe)
    {
        if (!Presets.TryGetValue(service.Server, out var preset))
        {
            throw new ArgumentException($"There is no preset {service.Server}.", nameof(service));
        }

        if (service.IsGrpc)
        {
            return GrpcExchanges.Prepare(service, probe);
        }

        return probe.Request switch
        {
            ProbeRequest.Health health => ExchangeFactory.Health(preset, service, health),
            ProbeRequest.Inference inference => ExchangeFactory.Inference(preset, service, inference),
            _ => throw new ArgumentException("A probe asks for health or for inference.", nameof(probe)),
        };
    }
}
