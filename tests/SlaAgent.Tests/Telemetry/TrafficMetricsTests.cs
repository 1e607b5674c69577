using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Telemetry;

namespace SlaAgent.Tests.Telemetry;

/// <summary>What servers say of their users' requests, as Prometheus reads it of the agent.</summary>
[Collection("agent in this process")]
public sealed class TrafficMetricsTests : IAsyncLifetime
{
    private static readonly double[] Bounds = [0.1, 0.3, 1, 60];

    private readonly SeriesLimits _limits = new();
    private readonly ScrapeGate _scrapes = new();
    private readonly TrafficTelemetry _traffic;
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public TrafficMetricsTests()
    {
        _traffic = new TrafficTelemetry(_limits, _scrapes);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAgentTelemetry(null, _limits);
        _app = builder.Build();
        _app.MapPrometheusScrapingEndpoint(path: null, meterProvider: null, configureBranchedPipeline: branch => branch.Use(_scrapes.Guard), optionsName: null);
    }

    private static TrafficSample Sample => new()
    {
        Service = "chat", From = new Instant(1), To = new Instant(2), Good = 8, Bad = 1, OutputTokens = 80, PromptTokens = 40, Running = 3, Waiting = 2, CacheUse = 0.25,
        Duration = new BucketCounts([.. Bounds], [4, 3, 0, 1, 1], 91.5), TimeToFirstToken = new BucketCounts([.. Bounds], [9, 0, 0, 0, 0], 0.45),
    };

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _traffic.Apply(Configuration("chat"));
    }

    public async ValueTask DisposeAsync()
    {
        _traffic.Dispose();
        _http.Dispose();
        await _app.DisposeAsync();
        _scrapes.Dispose();
    }

    [Fact]
    public async Task Counts_buckets_and_sums_are_the_servers_own()
    {
        _traffic.Record(Sample);
        _traffic.Record(Sample with { Duration = new BucketCounts([.. Bounds], [0, 0, 2, 0, 0], 1.5) });
        var scrape = await ScrapeAsync();

        Assert.Equal((16.0, 2.0), (scrape.Value("sla_traffic_requests_total", ("outcome_class", "good")), scrape.Value("sla_traffic_requests_total", ("outcome_class", "bad"))));
        Assert.Equal((160.0, 80.0), (scrape.Value("sla_traffic_output_tokens_total"), scrape.Value("sla_traffic_prompt_tokens_total")));
        Assert.Equal((3.0, 2.0, 0.25), (scrape.Value("sla_traffic_requests_running"), scrape.Value("sla_traffic_requests_waiting"), scrape.Value("sla_traffic_cache_use_ratio")));
        Assert.Equal("histogram", scrape.Types["sla_traffic_duration_seconds"]);
        Assert.Equal([4.0, 7, 9, 10, 11], scrape.Of("sla_traffic_duration_seconds_bucket").Select(s => s.Value));
        Assert.Equal(["0.1", "0.3", "1", "60", "+Inf"], scrape.Of("sla_traffic_duration_seconds_bucket").Select(s => s.Labels["le"]));
        Assert.Equal((11.0, 93.0), (scrape.Value("sla_traffic_duration_seconds_count"), Math.Round(scrape.Value("sla_traffic_duration_seconds_sum"), 6)));
        Assert.Equal(0.9, scrape.Value("sla_traffic_time_to_first_token_seconds_sum"), 1e-6);
        Assert.All(scrape.Samples.Where(s => s.Name.StartsWith("sla_traffic_", StringComparison.Ordinal)), s => Assert.Equal("chat", s.Labels["service"]));
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task What_is_not_told_has_no_series_and_what_could_not_be_read_again_is_not_shown()
    {
        _traffic.Record(Sample with { Bad = null, PromptTokens = null, CacheUse = double.NaN });
        var scrape = await ScrapeAsync();
        Assert.Single(scrape.Of("sla_traffic_requests_total"));
        Assert.Empty(scrape.Of("sla_traffic_prompt_tokens_total"));
        Assert.Empty(scrape.Of("sla_traffic_cache_use_ratio"));
        Assert.Single(scrape.Of("sla_traffic_requests_running"));

        _traffic.Record(new TrafficSample { Service = "chat", From = new Instant(2), To = new Instant(3), Failure = "connection refused" });
        scrape = await ScrapeAsync();
        Assert.Empty(scrape.Of("sla_traffic_requests_running"));
        Assert.Equal(8, scrape.Value("sla_traffic_requests_total"));
    }

    [Fact]
    public async Task Very_many_requests_are_counted_in_turns()
    {
        _traffic.Record(Sample with { Duration = new BucketCounts([.. Bounds], [BucketRecorder.MostAtOnce, BucketRecorder.MostAtOnce, 0, 0, 0], 20_000), TimeToFirstToken = null });
        Assert.Equal(BucketRecorder.MostAtOnce, (await ScrapeAsync()).Value("sla_traffic_duration_seconds_count"));
        _traffic.CatchUp();
        var scrape = await ScrapeAsync();
        Assert.Equal((2.0 * BucketRecorder.MostAtOnce, 20_000.0), (scrape.Value("sla_traffic_duration_seconds_count"), Math.Round(scrape.Value("sla_traffic_duration_seconds_sum"), 3)));
    }

    [Fact]
    public async Task Series_of_what_a_reload_removed_go_and_other_bounds_begin_another_histogram()
    {
        _traffic.Record(Sample);
        await ScrapeAsync();
        _traffic.Record(Sample with { Duration = new BucketCounts([0.5], [1, 0], 0.2) });
        var scrape = await ScrapeAsync();
        Assert.Equal(["0.5", "+Inf"], scrape.Of("sla_traffic_duration_seconds_bucket").Select(s => s.Labels["le"]));

        _scrapes.Change(() => _traffic.Apply(Configuration("other")));
        scrape = await ScrapeAsync();
        Assert.DoesNotContain(scrape.Samples, s => s.Labels.GetValueOrDefault("service") == "chat");
    }

    private static AgentConfiguration Configuration(string service) => new(
        new AgentSettings(),
        [new ModelService { Name = service, Server = "vllm", Url = new Uri("http://127.0.0.1:1"), Probes = [], Traffic = new TrafficSettings(null, TimeSpan.FromSeconds(15), null) }],
        []);

    private async Task<Scrape> ScrapeAsync() => new(await _http.GetStringAsync(new Uri(_app.Urls.First() + "/metrics")));
}
