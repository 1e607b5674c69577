using CsCheck;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.ModelServers.Tests.Metrics;

/// <summary>Metrics that the user names, on pages as the usual client libraries write them.</summary>
public sealed class NamedMetricsTests
{
    private const string Before = """
        # HELP http_requests_total Total number of requests by method, status and handler.
        # TYPE http_requests_total counter
        http_requests_total{handler="/predict",method="POST",status="2xx"} 100.0
        http_requests_total{handler="/predict",method="POST",status="5xx"} 1.0
        http_requests_total{handler="/health",method="GET",status="2xx"} 5000.0
        # HELP http_request_duration_milliseconds Duration of requests.
        # TYPE http_request_duration_milliseconds histogram
        http_request_duration_milliseconds_bucket{handler="/predict",le="100"} 60.0
        http_request_duration_milliseconds_bucket{handler="/predict",le="500"} 90.0
        http_request_duration_milliseconds_bucket{handler="/predict",le="+Inf"} 101.0
        http_request_duration_milliseconds_sum{handler="/predict"} 20000.0
        http_request_duration_milliseconds_count{handler="/predict"} 101.0
        http_request_duration_milliseconds_bucket{handler="/health",le="100"} 5000.0
        http_request_duration_milliseconds_bucket{handler="/health",le="500"} 5000.0
        http_request_duration_milliseconds_bucket{handler="/health",le="+Inf"} 5000.0
        # TYPE engine_failures_total counter
        engine_failures_total 1.0
        # TYPE queue_length gauge
        queue_length{shard="a"} 3.0
        queue_length{shard="b"} 4.0
        # TYPE engine_asleep gauge
        engine_asleep 0.0

        """;

    private static readonly MetricSource Requests = MetricSource.Of("http_requests_total");

    private static readonly MetricsOverride Named = new()
    {
        Good = CountMapping.Of(Requests.Beginning("status", "2").Without("handler", "/health", "/metrics")),
        Bad = CountMapping.Of(Requests.Beginning("status", "5")),
        Duration = new(MetricSource.Of("http_request_duration_seconds", "http_request_duration_milliseconds").Without("handler", "/health"), 1000, []),
        Waiting = new(MetricSource.Of("queue_length")),
        Asleep = new(MetricSource.Of("engine_asleep")),
    };

    private static string After(params (string From, string To)[] changes) => changes.Aggregate(Before, (page, change) => page.Replace(change.From, change.To, StringComparison.Ordinal));

    [Fact]
    public void A_server_of_which_nothing_is_known_is_read_by_the_names_given()
    {
        var server = new MeteredServer("http", metrics: Named);
        Assert.Equal(new Uri("http://127.0.0.1:8000/metrics"), server.Address);
        var sample = server.ReadTwo(Before, After(
            ("status=\"2xx\"} 100.0", "status=\"2xx\"} 107.0"), ("5xx\"} 1.0", "5xx\"} 3.0"), ("5000.0", "6000.0"),
            ("le=\"100\"} 60.0", "le=\"100\"} 65.0"), ("le=\"500\"} 90.0", "le=\"500\"} 97.0"), ("101.0", "110.0")));
        Assert.Null(sample.Failure);
        Assert.Equal((7, 2, 7.0), (sample.Good, sample.Bad, sample.Waiting));
        Assert.Equal([0.1, 0.5], sample.Duration!.UpperBounds);
        Assert.Equal([5, 2, 2], sample.Duration.Counts);
        Assert.Null(sample.OutputTokens);
        Assert.False(sample.IsSleeping);
    }

    [Theory]
    [InlineData("engine_asleep 0.0", "engine_asleep 1.0", false, true)]
    [InlineData("engine_asleep 0.0", "engine_asleep 1.0", true, false)]
    public void An_engine_sleeps_by_the_gauge_given_unless_another_says_that_one_is_awake(string from, string to, bool isOneAwake, bool isSleeping)
    {
        var server = new MeteredServer("http", metrics: Named with { Awake = isOneAwake ? new(MetricSource.Of("queue_length").With("shard", "a")) : null });
        Assert.Equal(isSleeping, server.Read(After((from, to))).IsSleeping);
    }

    [Fact]
    public void What_is_given_replaces_that_part_of_the_presets_and_the_rest_stays()
    {
        const string Page = "# TYPE tgi_request_success counter\ntgi_request_success 5\n# TYPE tgi_queue_size gauge\ntgi_queue_size 2\n# TYPE my_failures_total counter\nmy_failures_total 1\n# TYPE tgi_request_failure counter\ntgi_request_failure{err=\"x\"} 50\n";
        var server = new MeteredServer("tgi", metrics: new() { Bad = CountMapping.Of(MetricSource.Of("my_failures_total")) });
        server.Read(Page);
        var sample = server.Read(Page.Replace("success 5", "success 9", StringComparison.Ordinal).Replace("total 1", "total 4", StringComparison.Ordinal).Replace("} 50", "} 90", StringComparison.Ordinal));
        Assert.Equal((4, 3, 2.0), (sample.Good, sample.Bad, sample.Waiting));
    }

    [Fact]
    public void Counts_are_added_taken_away_and_the_greater_of_two_views_is_taken()
    {
        var server = new MeteredServer("http", metrics: new()
        {
            Good = CountMapping.Of(Requests.With("handler", "/predict")).Minus(Requests.With("status", "5xx")),
            Bad = new([new([Requests.With("status", "5xx"), MetricSource.Of("engine_failures_total")])]),
        });
        var sample = server.ReadTwo(Before, After(("2xx\"} 100.0", "2xx\"} 110.0"), ("5xx\"} 1.0", "5xx\"} 4.0"), ("failures_total 1.0", "failures_total 6.0")));
        Assert.Equal((10, 5), (sample.Good, sample.Bad));
    }

    [Fact]
    public void A_page_without_any_of_the_metrics_named_says_so() =>
        Assert.Equal("none of the metrics of spec.traffic.metrics are there", new MeteredServer("http", metrics: Named).Read("# TYPE up gauge\nup 1\n").Failure);

    [Fact]
    public void What_a_configuration_is_checked_against_is_what_the_mapping_then_tells()
    {
        var count = Gen.Bool.Select(given => given ? CountMapping.Of(Requests) : null);
        var duration = Gen.Bool.Select(given => given ? new DurationMapping(Requests, 1000, [0.5]) : null);
        Gen.Select(Gen.OneOf(TrafficCatalog.Presets.Select(Gen.Const).ToArray()), Gen.Select(count, count, count, count), Gen.Select(duration, duration, duration), Gen.Bool).Sample((preset, counts, durations, isPerRequest) =>
        {
            var (good, bad, prompt, output) = counts;
            var (total, first, inter) = durations;
            var given = new MetricsOverride
            {
                Good = good, Bad = bad, PromptTokens = prompt, OutputTokens = output, Duration = total, TimeToFirstToken = first, InterToken = inter,
                InterTokenIsPerRequest = inter is not null && isPerRequest, Waiting = isPerRequest ? new(Requests) : null,
            };
            var mapping = TrafficCatalog.MappingOf(preset)!;
            Assert.Equal(mapping.With(given).Capabilities, mapping.Capabilities.With(given));
        });
    }
}
