using System.Globalization;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.ModelServers.Tests.Metrics;

/// <summary>The tables of docs/traffic.md are the mappings that the reader works by.</summary>
public sealed class TrafficPageTests
{
    private const string Begin = "<!-- mappings: written from the agent's own; renew with SLAAGENT_RENEW_DOCS=1 and the tests -->\n";

    [Fact]
    public void The_page_has_every_mapping() => WrittenPage.Check("docs/traffic.md", Begin, Tables());

    [Fact]
    public void What_a_configuration_is_checked_against_is_what_the_mapping_has()
    {
        Assert.All(TrafficCatalog.Presets, preset => Assert.NotNull(TrafficCatalog.CapabilitiesOf(preset)));
        Assert.Null(TrafficCatalog.CapabilitiesOf("ollama"));
        var vllm = TrafficCatalog.CapabilitiesOf("vllm")!;
        Assert.Equal(("/metrics", null, true, true, true, true), (vllm.Path, vllm.Port, vllm.CountsRequests, vllm.CountsFailures, vllm.CountsPromptTokens, vllm.CountsOutputTokens));
        Assert.Equal([LatencyMeasure.Total, LatencyMeasure.TimeToFirstToken, LatencyMeasure.TimePerOutputToken], vllm.Latencies.Select(l => l.Measure));
        Assert.Equal((true, false), TrafficCatalog.CapabilitiesOf("sglang") is { } sglang ? (sglang.CountsRequests, sglang.CountsFailures) : default);
        Assert.Equal((false, false, true), TrafficCatalog.CapabilitiesOf("llama.cpp") is { } llama ? (llama.CountsRequests, llama.CountsFailures, llama.CountsOutputTokens) : default);
        Assert.Equal((8002, false), TrafficCatalog.CapabilitiesOf("triton") is { } triton ? (triton.Port, triton.Latencies.Any(l => l.Measure == LatencyMeasure.Total)) : default);
    }

    [Fact]
    public void Known_bounds_ascend() => Assert.All(
        TrafficCatalog.Presets.SelectMany(preset => TrafficCatalog.CapabilitiesOf(preset)!.Latencies),
        latency => Assert.Equal(latency.UpperBounds.Distinct().Order(), latency.UpperBounds));

    private static string Tables()
    {
        var text = new StringBuilder();
        foreach (var group in TrafficCatalog.Presets.GroupBy(preset => TrafficCatalog.MappingOf(preset)!).OrderBy(group => group.Key.Title, StringComparer.Ordinal))
        {
            var mapping = group.Key;
            var port = mapping.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $"port {number}") : "the service's own port";
            var labels = mapping.ModelLabels.Count == 0 ? "No label names the model." : $"The model is the label {string.Join(" or ", mapping.ModelLabels.Select(label => $"`{label}`"))}, where a series has it.";
            text.Append($"\n## {mapping.Title}\n\nPresets {string.Join(", ", group.Select(preset => $"`{preset}`"))}; `{mapping.Path}` on {port}. {labels}\n\n| | |\n| --- | --- |\n");
            foreach (var (what, metric) in mapping.Told())
            {
                text.Append(CultureInfo.InvariantCulture, $"| {what} | `{metric.Replace("|", "\\|", StringComparison.Ordinal)}` |\n");
            }
        }

        return text.ToString();
    }
}
