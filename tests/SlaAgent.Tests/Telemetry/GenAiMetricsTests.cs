using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Telemetry;

[Collection("agent in this process")]
public sealed class GenAiMetricsTests
{
    private const string Duration = "gen_ai_client_operation_duration_seconds";
    private const string FirstChunk = "gen_ai_client_operation_time_to_first_chunk_seconds";
    private const string PerChunk = "gen_ai_client_operation_time_per_output_chunk_seconds";

    private static readonly string[] Attributes =
        ["gen_ai_operation_name", "gen_ai_provider_name", "gen_ai_request_model", "server_address", "server_port", "sla_probe", "sla_service"];

    [Theory]
    [InlineData(Duration)]
    [InlineData(FirstChunk)]
    [InlineData(PerChunk)]
    public async Task A_streamed_prompt_is_recorded_with_the_bounds_and_attributes_of_the_conventions(string metric)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, genAi: true));
        var scrape = await MetricsTests.UntilAsync(agent, s => s.Of(metric + "_count", ("sla_probe", "streamed")) is [{ Value: > 2 }]);

        Assert.Equal("histogram", scrape.Types[metric]);
        var sample = Assert.Single(scrape.Of(metric + "_count", ("sla_probe", "streamed")));
        Assert.Equal(Attributes, sample.Labels.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("chat", "openai", "m", "127.0.0.1"),
            (sample.Labels["gen_ai_operation_name"], sample.Labels["gen_ai_provider_name"], sample.Labels["gen_ai_request_model"], sample.Labels["server_address"]));
        Assert.Equal(server.Url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), sample.Labels["server_port"]);
        string[] bounds = ["0.01", "0.02", "0.04", "0.08", "0.16", "0.32", "0.64", "1.28", "2.56", "5.12", "10.24", "20.48", "40.96", "81.92", "+Inf"];
        Assert.Equal(bounds, scrape.Of(metric + "_bucket", ("sla_probe", "streamed")).Select(s => s.Labels["le"]));
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task Each_operation_counts_once_with_its_first_chunk_and_each_chunk_after_it()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, genAi: true));
        await MetricsTests.UntilAsync(agent, s => s.Of(Duration + "_count", ("sla_probe", "streamed")) is [{ Value: > 3 }]);
        Assert.True((await agent.ReloadAsync(Yaml(server.Url, genAi: true, interval: "1h"))).Applied);

        // A probe that was under way at the reload may be recorded in the middle of a scrape.
        var scrape = await MetricsTests.UntilAsync(agent, s => s.Value(PerChunk + "_count", ("sla_probe", "streamed")) == s.Value(Duration + "_count", ("sla_probe", "streamed")) * 2);

        // Two pieces of content and the finish reason; what reports usage is no output.
        var operations = scrape.Value(Duration + "_count", ("sla_probe", "streamed"));
        Assert.Equal(operations, scrape.Value(FirstChunk + "_count", ("sla_probe", "streamed")));
        Assert.Equal(operations * 2, scrape.Value(PerChunk + "_count", ("sla_probe", "streamed")));
        Assert.Equal(scrape.Value("sla_probe_duration_seconds_sum", ("probe", "streamed")), scrape.Value(Duration + "_sum", ("sla_probe", "streamed")), 1e-9);
        Assert.True(scrape.Value(FirstChunk + "_sum", ("sla_probe", "streamed")) <= scrape.Value(Duration + "_sum", ("sla_probe", "streamed")));
        Assert.True(scrape.Value(PerChunk + "_sum", ("sla_probe", "streamed")) > 0);
    }

    [Fact]
    public async Task A_failure_carries_its_outcome_as_error_type_and_counts_in_the_duration()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Fails = true;
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, genAi: true));
        var scrape = await MetricsTests.UntilAsync(agent, s => s.Of(Duration + "_count", ("sla_probe", "streamed")) is [{ Value: > 1 }]);

        var sample = Assert.Single(scrape.Of(Duration + "_count", ("sla_probe", "streamed")));
        Assert.Equal("http_5xx", sample.Labels["error_type"]);
        Assert.Equal(Attributes.Append("error_type").Order(StringComparer.Ordinal), sample.Labels.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(scrape.Of(FirstChunk + "_count"));
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task A_prompt_without_a_stream_has_a_duration_only_and_a_health_probe_has_nothing()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, genAi: true));
        var scrape = await MetricsTests.UntilAsync(agent, s => s.Of(Duration + "_count", ("sla_probe", "text")).Count > 0 && s.Of("sla_probe_duration_seconds_count", ("probe", "ready")).Count > 0);

        Assert.All(scrape.Of(Duration + "_count", ("sla_probe", "text")), s => Assert.Equal("text_completion", s.Labels["gen_ai_operation_name"]));
        Assert.Empty(scrape.Of(FirstChunk + "_count", ("sla_probe", "text")));
        Assert.Empty(scrape.Of(Duration + "_count", ("sla_probe", "ready")));
    }

    [Fact]
    public async Task Nothing_is_recorded_unless_asked_for_and_nothing_in_the_name_of_the_server()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, genAi: false));
        var without = await MetricsTests.UntilAsync(agent, s => s.Of("sla_probe_duration_seconds_count", ("probe", "streamed")).Count > 0);

        Assert.DoesNotContain("gen_ai", without.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_metrics_of_a_removed_probe_go_with_it()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, genAi: true));
        await MetricsTests.UntilAsync(agent, s => s.Of(Duration + "_count", ("sla_probe", "streamed")).Count > 0);
        Assert.True((await agent.ReloadAsync(Documents.Agent("telemetry: { genAi: true }"))).Applied);

        var scrape = await agent.ScrapeAsync();

        Assert.DoesNotContain("gen_ai", scrape.Text, StringComparison.Ordinal);
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    private static string Yaml(Uri url, bool genAi, string interval = "100ms")
    {
        string[] probes =
        [
            $"    - {{ name: streamed, interval: {interval}, timeout: 90ms, inference: {{ prompt: hi, maxTokens: 2, stream: true }} }}",
            $"    - {{ name: again, interval: {interval}, timeout: 90ms, inference: {{ prompt: hi, maxTokens: 2, stream: true }} }}",
            $"    - {{ name: text, interval: {interval}, timeout: 90ms, inference: {{ prompt: hi, maxTokens: 2, path: /v1/completions }} }}",
            "    - { name: ready, interval: 100ms, timeout: 90ms, health: { path: /health } }",
        ];
        return Documents.Service("chat", url, string.Join('\n', probes)).Replace("server: http", "server: openai", StringComparison.Ordinal)
            + Documents.Agent($"evaluation: {{ interval: 100ms }}\ntelemetry: {{ genAi: {(genAi ? "true" : "false")} }}");
    }
}
