using SlaAgent.EndToEnd.Otlp;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>What a receiver of OTLP gets of the agent.</summary>
public sealed class OtlpTests
{
    /// <summary>How an endpoint is configured: over the document or the variables, over gRPC or HTTP.</summary>
    public static TheoryData<bool, bool> Endpoints => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Metrics_spans_and_logs_arrive(bool variables, bool http)
    {
        await using var bench = await OtlpBench.StartAsync(variables, http);
        var receiver = bench.Receiver;

        await receiver.ForAsync("a span", r => r.Spans is [var first, ..] ? first : null, () => bench.Agent.Output);
        await receiver.ForAsync("a metric", r => r.Latest("sla_probe_results_total", ("outcome", "success")) is { Value: > 0 } point ? point : null, () => bench.Agent.Output);
        await receiver.ForAsync("a log record", r => r.Logs is [var first, ..] ? first : null, () => bench.Agent.Output);

        string[] paths = http
            ? ["/v1/logs", "/v1/metrics", "/v1/traces"]
            : ["/opentelemetry.proto.collector.logs.v1.LogsService/Export", "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"];
        Assert.Equal(paths, receiver.Tenants.Keys.Order(StringComparer.Ordinal));
        Assert.All(receiver.Tenants.Values, tenant => Assert.Equal(OtlpBench.Header, tenant));
        Assert.Equal(0, await bench.Agent.TerminateAsync());
    }

    [Fact]
    public async Task Metrics_have_the_names_kinds_units_and_attributes_that_Prometheus_sees()
    {
        await using var bench = await OtlpBench.StartAsync();
        var scrape = await bench.Agent.GetAsync("/metrics");
        await bench.Receiver.ForAsync("a histogram", r => r.Latest("sla_probe_duration_seconds", ("outcome_class", "good")), () => bench.Agent.Output);
        var families = scrape.Split('\n').Where(l => l.StartsWith("# TYPE sla_", StringComparison.Ordinal)).Select(l => l.Split(' ')).ToDictionary(p => p[2], p => p[3]);
        var metrics = bench.Receiver.Metrics;

        foreach (var (name, type) in families)
        {
            var kind = type == "counter" ? "sum" : type;
            Assert.All(metrics.Where(m => m.Name == name), m => Assert.Equal(kind, m.Kind));
            Assert.True(metrics.Any(m => m.Name == name), "not exported: " + name);
        }

        Assert.All(metrics, m => Assert.Equal(("SlaAgent", "slaagent"), (m.Scope, m.Resource["service.name"])));
        Assert.All(metrics, m => Assert.Equal(m.Name.Contains("seconds", StringComparison.Ordinal) ? "s" : "", m.Unit));
        Assert.Equal(["service.instance.id", "service.name", "service.version"], metrics[0].Resource.Keys.Where(k => k.StartsWith("service.", StringComparison.Ordinal)).Order());
        var duration = bench.Receiver.Latest("sla_probe_duration_seconds")!;
        Assert.Equal(["outcome_class", "probe", "service"], duration.Attributes.Keys.Order());
        Assert.Contains(0.2, duration.Bounds);
        Assert.Equal(duration.Count, duration.Buckets.Aggregate(0ul, (sum, bucket) => sum + bucket));
        Assert.InRange(duration.Value, double.Epsilon, 60);
    }

    [Fact]
    public async Task Each_probe_is_one_client_span_whose_context_the_server_was_given()
    {
        await using var bench = await OtlpBench.StartAsync();
        bench.Server.Fails = true;
        await bench.Receiver.ForAsync("a failed span", r => r.Spans.FirstOrDefault(s => s.StatusCode == OtlpSpan.Error), () => bench.Agent.Output);
        Assert.Equal(0, await bench.Agent.TerminateAsync());
        var spans = bench.Receiver.Spans;

        Assert.All(spans, span =>
        {
            Assert.Equal(("probe", OtlpSpan.Client, ""), (span.Name, span.Kind, span.ParentSpanId));
            Assert.Equal("chat", span.Attributes["sla.service"]);
            Assert.Equal("predict", span.Attributes["sla.probe"]);
            Assert.Equal("127.0.0.1", span.Attributes["server.address"]);
            Assert.Equal<object>((long)bench.Server.Address.Port, span.Attributes["server.port"]);
            Assert.True(span.End > span.Start);
        });
        Assert.Equal(spans.Count, spans.DistinctBy(s => s.TraceId).Count());
        var given = bench.Server.TraceParents.ToList();
        var told = spans.Select(s => $"00-{s.TraceId}-{s.SpanId}-01").ToList();
        Assert.Equal(given.Count, given.Distinct().Count());
        Assert.Empty(given.Except(told));

        // A probe that is under way when the agent ends may not have reached the server.
        Assert.InRange(told.Except(given).Count(), 0, 1);
        var good = spans.First(s => (string)s.Attributes["sla.outcome"] == "success");
        Assert.Equal((200L, false), (good.Attributes["http.response.status_code"], good.Attributes.ContainsKey("error.type")));
        var bad = spans.First(s => (string)s.Attributes["sla.outcome"] == "http_5xx");
        Assert.Equal((503L, "http_5xx", OtlpSpan.Error), (bad.Attributes["http.response.status_code"], bad.Attributes["error.type"], bad.StatusCode));
    }

    [Theory]
    [InlineData("info")]
    [InlineData("error")]
    public async Task A_breach_and_its_end_are_log_records_whatever_the_console_shows(string level)
    {
        await using var bench = await OtlpBench.StartAsync(level: level);
        bench.Server.Fails = true;
        var began = await bench.Receiver.ForAsync("the breach's record", r => r.Logs.FirstOrDefault(l => Is(l, "SlaBreached", "began")), () => bench.Agent.Output);
        await bench.PromiseAsync("50%");
        var ended = await bench.Receiver.ForAsync("the record of its end", r => r.Logs.FirstOrDefault(l => Is(l, "SlaBreached", "ended")), () => bench.Agent.Output);

        Assert.Equal(("Warning", "Information"), (began.Severity, ended.Severity));
        Assert.Equal(began.Attributes["Id"], ended.Attributes["Id"]);
        foreach (var record in new[] { began, ended })
        {
            Assert.Equal("SlaAgent.Hosting.EvaluationOutputs", record.Scope);
            Assert.Equal("SlaBreached", record.Attributes["Alert"]);
            Assert.Equal("chat-sla", record.Attributes["sla"]);
            Assert.Equal("chat", record.Attributes["service"]);
            Assert.Equal("availability", record.Attributes["objective"]);
            Assert.Equal("page", record.Attributes["severity"]);
            Assert.NotEqual(0ul, record.Time);
        }

        Assert.Equal(level == "info", bench.Agent.Output.Contains("SlaBreached ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_secret_is_in_anything_that_is_sent()
    {
        await using var bench = await OtlpBench.StartAsync(level: "trace");
        bench.Server.Fails = true;
        await bench.Receiver.ForAsync("the breach's record", r => r.Logs.FirstOrDefault(l => Is(l, "SlaBreached", "began")), () => bench.Agent.Output);
        Assert.Equal(0, await bench.Agent.TerminateAsync());

        Assert.True(bench.Receiver.Bodies.Count >= 3);
        Assert.Contains(bench.Server.Authorizations, a => a == "Bearer " + OtlpBench.Bearer);
        Assert.All(bench.Receiver.Bodies, body => Assert.DoesNotContain("canary", System.Text.Encoding.Latin1.GetString(body), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("canary", bench.Agent.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_was_counted_last_is_sent_at_the_end()
    {
        await using var bench = await OtlpBench.StartAsync(interval: "3600000");
        await bench.Agent.UntilMetricAsync("sla_probe_results_total", v => v > 3, "outcome=\"success\"");
        var scraped = bench.Server.TraceParents.Count;
        await Wait.UntilAsync("requests after the last scrape", () => Task.FromResult(bench.Server.TraceParents.Count > scraped + 5));
        Assert.Empty(bench.Receiver.Metrics);
        Assert.Equal(0, await bench.Agent.TerminateAsync());

        // The last request may have been given up, and one that ended just before another may be under way.
        var answered = bench.Server.TraceParents.Count;
        Assert.InRange(bench.Receiver.Latest("sla_probe_results_total", ("outcome", "success"))!.Value, answered - 1, answered);
        Assert.InRange(bench.Receiver.Latest("sla_probe_duration_seconds", ("outcome_class", "good"))!.Count, (ulong)answered - 1, (ulong)answered);
        Assert.Equal(1, bench.Receiver.Latest("sla_service_up")!.Value);
        Assert.InRange(bench.Receiver.Spans.Count, answered - 1, answered + 1);
    }

    private static bool Is(OtlpLogRecord record, string alert, string what) => record.Body.StartsWith($"{alert} {what} ", StringComparison.Ordinal);
}
