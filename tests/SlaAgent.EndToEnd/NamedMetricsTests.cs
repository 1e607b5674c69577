using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The requests of users of a server of the user's own, whose metrics no preset knows.</summary>
public sealed class NamedMetricsTests
{
    [Fact]
    public async Task A_server_of_the_users_own_is_judged_by_the_metrics_that_the_user_names()
    {
        await using var server = await MetricsPage.StartAsync(Page(good: 1000, bad: 10, refused: 50, buckets: [500, 900, 1010]));
        using var folder = new TemporaryFolder();
        var config = folder.Write("sla.yaml", Yaml(server.Address));
        var (exit, shown) = await AgentProcess.RunAsync("check", config);
        Assert.Equal(0, exit);
        Assert.Contains("shop_requests_total{code=~\"5.*\",route!=\"/health\"}", shown, StringComparison.Ordinal);
        Assert.Contains("shop_request_duration (ms)", shown, StringComparison.Ordinal);
        Assert.Contains(server.Address + "metrics", shown, StringComparison.Ordinal);

        await using var agent = await AgentProcess.StartAsync(config, folder.Folder("state"));
        await agent.UntilReadyAsync();
        await agent.UntilReadAgainAsync();

        // 20 good ones, 5 failures that the histogram holds too, 7 that blame the client and are nobody's.
        server.Text = Page(good: 1020, bad: 15, refused: 57, buckets: [512, 918, 1035]);
        await Wait.UntilAsync("the requests", async () => (await agent.CountsAsync("shop-users", "latency")).Events >= 25, () => agent.Output);
        await agent.UntilReadAgainAsync();
        Assert.Equal((20, 25), await agent.CountsAsync("shop-users"));
        Assert.Equal((12 - 5, 25), await agent.CountsAsync("shop-users", "latency"));
        Assert.Equal("ok", (string?)(await agent.ObjectiveAsync("shop-users"))["status"]);
        Assert.NotEqual("ok", (string?)(await agent.ObjectiveAsync("shop-users", "latency"))["status"]);
        Assert.Equal(20, await agent.MetricAsync("sla_traffic_requests_total", "outcome_class=\"good\""));
        Assert.Equal(5, await agent.MetricAsync("sla_traffic_requests_total", "outcome_class=\"bad\""));
        Assert.Equal(3, await agent.MetricAsync("sla_traffic_requests_waiting"));
        await Promtool.AssertCleanAsync(agent);
    }

    private static string Page(long good, long bad, long refused, long[] buckets) => $$"""
        # TYPE shop_requests_total counter
        shop_requests_total{route="/buy",code="200"} {{good}}
        shop_requests_total{route="/buy",code="503"} {{bad}}
        shop_requests_total{route="/buy",code="422"} {{refused}}
        shop_requests_total{route="/health",code="200"} {{good * 7}}
        # TYPE shop_request_duration histogram
        shop_request_duration_bucket{le="100"} {{buckets[0]}}
        shop_request_duration_bucket{le="500"} {{buckets[1]}}
        shop_request_duration_bucket{le="+Inf"} {{buckets[2]}}
        shop_request_duration_sum {{buckets[2] * 200}}
        shop_request_duration_count {{buckets[2]}}
        # TYPE shop_queue gauge
        shop_queue 3

        """;

    private static string Yaml(Uri server) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: shop }
        spec:
          server: http
          url: {{server}}
          traffic:
            interval: 200ms
            metrics:
              good: { metric: shop_requests_total, labels: { code: 2* }, except: { route: /health } }
              bad: { metric: shop_requests_total, labels: { code: 5* }, except: { route: /health } }
              duration: { metric: shop_request_duration, unit: milliseconds, bounds: [100, 500] }
              waiting: { metric: shop_queue }
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: shop-users }
        spec:
          service: shop
          window: { rolling: 5m }
          objectives:
            - { name: availability, availability: { source: traffic }, target: 50%, minimumSamples: 5 }
            - { name: latency, latency: { source: traffic, percentile: 90, threshold: 100ms }, minimumSamples: 5 }
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec: { evaluation: { interval: 200ms } }
        """;
}
