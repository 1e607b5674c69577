using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Configuration.Tests.Binding;

public sealed class TrafficTests
{
    private static string WithTraffic(string objective, string traffic = "traffic: {}", string more = "") =>
        Sample.WithObjective(objective, more).Replace("  model: llama\n", $"  model: llama\n  {traffic}\n", StringComparison.Ordinal);

    [Fact]
    public void Objectives_on_the_requests_of_users_become_indicators_without_a_probe()
    {
        using var folder = new TestFolder();
        var result = folder.Load(WithTraffic("""
            { name: a, availability: { source: traffic }, target: 99% }
                - { name: b, latency: { source: traffic, measure: time_to_first_token, percentile: 90, threshold: 80ms } }
                - { name: c, throughput: { source: traffic, measure: output_tokens, atLeast: 100/m, whenIdle: include }, timeslices: { length: 1m }, target: 99% }
            """));

        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.NotInThisVersion);
        Assert.Equal(new TrafficSettings(null, TimeSpan.FromSeconds(15), null), result.Configuration!.Services[0].Traffic);
        var objectives = result.Configuration.Agreements[0].Objectives;
        Assert.Equal(new Indicator.Availability { Probe = null }, objectives[0].Indicator);
        Assert.Equal(
            new Indicator.Latency { Probe = null, Measure = LatencyMeasure.TimeToFirstToken, Percentile = 0.9m, Threshold = TimeSpan.FromMilliseconds(80) }, objectives[1].Indicator);
        Assert.Equal(new Indicator.Throughput { Probe = null, Measure = ThroughputMeasure.OutputTokens, AtLeast = new Rate(6000), CountsIdle = true }, objectives[2].Indicator);
        Assert.Equal((new Timeslices(TimeSpan.FromMinutes(1), 1m), 100), (objectives[2].Timeslices, objectives[2].MinimumSamples));
        Assert.All(objectives, o => Assert.IsType<EventSource.Traffic>(EventSource.Of(result.Configuration.Services[0], o.Indicator)));
    }

    [Theory]
    [InlineData("{ name: a, throughput: { source: traffic, measure: prompt_tokens, atLeast: 1/s }, timeslices: { length: 1m }, target: 99% }", "throughput.measure: the metrics of vllm do not count prompt tokens")]
    [InlineData("{ name: a, throughput: { source: traffic, atLeast: 1/s }, target: 99% }", "timeslices: missing; throughput of traffic is judged by slices")]
    [InlineData("{ name: a, throughput: { source: traffic, atLeast: 1/s }, timeslices: { length: 12s }, target: 99% }", "timeslices.length: shorter than the 15s between two readings")]
    [InlineData("{ name: a, throughput: { source: traffic, atLeast: 1/s }, timeslices: { length: 1m, good: 90% }, target: 99% }", "timeslices.good: leave it out: atLeast says")]
    [InlineData("{ name: a, latency: { source: traffic, measure: inter_chunk_latency, percentile: 95, threshold: 1s } }", "latency.measure: the metrics of vllm have no histogram of inter_chunk_latency; they have: total, time_to_first_token")]
    public void What_the_servers_metrics_do_not_tell_is_refused(string objective, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains("spec.objectives[0]." + error, Assert.Single(folder.Errors(WithTraffic(objective))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_is_asked_or_read_or_both_and_not_neither()
    {
        using var folder = new TestFolder();
        var yaml = "apiVersion: slaagent.io/v1\nkind: ModelService\nmetadata: { name: s }\nspec: { server: vllm, url: http://127.0.0.1:8000, model: m";
        Assert.Empty(folder.Load(yaml + ", traffic: {} }").Configuration!.Services[0].Probes);
        Assert.Contains("spec.probes: missing; write what is asked of the service, or traffic", Assert.Single(folder.Errors(yaml + " }")), StringComparison.Ordinal);
    }

    [Fact]
    public void Availability_is_refused_of_a_server_that_does_not_count_its_failures()
    {
        using var folder = new TestFolder();
        var yaml = WithTraffic("{ name: a, availability: { source: traffic }, target: 99% }").Replace("server: vllm", "server: kserve-v2", StringComparison.Ordinal)
            .Replace("inference: { prompt: Hi, stream: true }", "health: {}", StringComparison.Ordinal).Replace("inference: { prompt: Hi }", "health: {}", StringComparison.Ordinal);
        Assert.Contains("availability.source: the metrics of kserve-v2 do not count failed requests apart", Assert.Single(folder.Errors(yaml)), StringComparison.Ordinal);
    }

    [Fact]
    public void Traffic_must_be_written_and_the_preset_must_know_it()
    {
        using var folder = new TestFolder();
        const string Objective = "{ name: a, availability: { source: traffic }, target: 99% }";
        Assert.Contains("write traffic: {} in its spec", Assert.Single(folder.Errors(Sample.WithObjective(Objective))), StringComparison.Ordinal);
        var errors = folder.Errors(WithTraffic(Objective).Replace("server: vllm", "server: openai", StringComparison.Ordinal));
        Assert.Contains(folder.Errors(Sample.WithObjective(Objective).Replace("server: vllm", "server: vlm", StringComparison.Ordinal)), e => e.Contains("write traffic: {} in its spec", StringComparison.Ordinal));
        Assert.Contains("spec.traffic: the preset openai knows no metrics of users' requests; name the server's own under metrics, leave traffic out, or write the server's own preset (they are known of kserve-v2, vllm)", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500ms", null)]
    [InlineData("600ms", "falls inside a bucket of the histogram of vllm, from 500ms to 800ms: what is slower than 500ms counts as slower than 600ms; write one of the two")]
    [InlineData("100ms", "the histogram of vllm tells nothing below 300ms apart")]
    [InlineData("2m", "lies beyond the last bound of the histogram of vllm, 1m: what is slower than that counts as slower than 2m")]
    public void A_threshold_between_two_bounds_is_warned_of(string threshold, string? warning)
    {
        using var folder = new TestFolder();
        var warnings = folder.Warnings(WithTraffic($"{{ name: a, latency: {{ source: traffic, percentile: 95, threshold: {threshold} }} }}"));
        if (warning is null)
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains("latency.threshold: " + warning, Assert.Single(warnings), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Health_beside_traffic_is_no_availability_on_health_only()
    {
        using var folder = new TestFolder();
        Assert.Single(folder.Warnings(WithTraffic("{ name: a, availability: { probe: ready }, target: 99% }")));
        Assert.Empty(folder.Warnings(WithTraffic("{ name: a, availability: { probe: ready }, target: 99% }\n    - { name: b, availability: { source: traffic }, target: 99% }")));
    }
}
