using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What is written under <c>traffic</c> of a ModelService to its contract.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="context">What reading takes from the outside.</param>
internal sealed class TrafficBinder(DocumentScope document, ConfigurationContext context)
{
    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("traffic");

    /// <summary>The contract; null where nothing is written.</summary>
    public TrafficSettings? Bind(YamlMapping spec) => spec.Mapping("traffic") is not { } map ? null
        : new(map.Url("metricsUrl"), map.Duration("interval") ?? TrafficSettings.DefaultInterval, map.Has("selector") ? map.Labels("selector") : null)
        {
            Metrics = new MetricsBinder(document).Metrics(map),
            Awake = MetricsBinder.Awake(map),
        };

    /// <summary>A preset with what is told of users' requests, the user's own names laid over it.</summary>
    public static PresetCapabilities With(PresetCapabilities preset, TrafficSettings? traffic) => traffic?.Metrics is { } metrics
        ? preset with { Traffic = (preset.Traffic ?? new TrafficCapabilities { Path = "/metrics" }).With(metrics) }
        : preset;

    /// <summary>Whether what is written comes to something.</summary>
    /// <param name="spec">The service.</param>
    /// <param name="preset">Its preset, the user's own names laid over it; null where it is unknown.</param>
    /// <param name="traffic">What is written; null where nothing is.</param>
    /// <param name="isGrpc">Whether the service is asked over gRPC.</param>
    public void Check(YamlMapping spec, PresetCapabilities? preset, TrafficSettings? traffic, bool isGrpc)
    {
        if (preset is null || traffic is null || spec.Entry("traffic") is not { } entry)
        {
            return;
        }

        if (preset.Traffic is null && traffic.Awake is null)
        {
            var known = string.Join(", ", context.Presets.Values.Where(p => p.Traffic is not null).Select(p => p.Id).Order(StringComparer.Ordinal));
            document.Error(entry.KeyAt, s_path, $"the preset {preset.Id} knows no metrics of users' requests; name the server's own under metrics, leave traffic out, or write the server's own preset" + (known.Length == 0 ? "" : $" (they are known of {known})"));
        }
        else if (preset.Traffic is null && !spec.Has("probes"))
        {
            document.Error(entry.KeyAt, s_path, "awake alone measures nothing; write probes, or the server's own metrics under metrics");
        }

        var isBeside = (preset.Traffic is not null || traffic.Awake is { Url: null }) && preset.Traffic?.Port is null;
        if (isGrpc && isBeside && traffic.MetricsUrl is null)
        {
            document.Error(spec.Mapping("traffic")!.At, s_path.Key("metricsUrl"), "missing; a port of gRPC shows no metrics, write where they are");
        }
    }
}
