using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

/// <summary>What a user says of the names of a server's metrics.</summary>
public sealed class MetricsTests
{
    private const string Objective = "{ name: a, availability: { source: traffic }, target: 99% }";

    private static string With(string traffic, string objective = Objective, string server = "http", string spec = "") => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: {{server}}
          model: llama
          url: {{(server == "grpc-health" ? "grpc" : "http")}}://127.0.0.1:8000
          {{spec}}
          traffic: {{traffic}}
          probes:
            - { name: ready, interval: 5s, health: {{(server == "http" ? "{ path: /health }" : "{}")}} }
        ---
        apiVersion: slaagent.io/v1
        kind: ServiceLevelAgreement
        metadata: { name: chat-internal }
        spec:
          service: chat
          objectives:
            - {{objective}}
        """;

    private static string Of(string metrics, string objective = Objective, string server = "http") => With($"{{ metrics: {{ {metrics} }} }}", objective, server);

    [Theory]
    [InlineData("http", "good: { metric: ok_total }, bad: { metric: bad_total }", Objective)]
    [InlineData("http", "duration: { metric: took }", "{ name: a, latency: { source: traffic, percentile: 95, threshold: 1s } }")]
    [InlineData("http", "outputTokens: { metric: t }", "{ name: a, throughput: { source: traffic, measure: output_tokens, atLeast: 1/s }, timeslices: { length: 1m }, target: 99% }")]
    [InlineData("kserve-v2", "bad: { metric: bad_total }", Objective)]
    [InlineData("vllm", "timePerOutputToken: { metric: took }", "{ name: a, latency: { source: traffic, measure: time_per_output_token, percentile: 95, threshold: 1s } }")]
    [InlineData("openai", "good: { metric: ok_total }, bad: { metric: bad_total }", Objective)]
    public void What_is_named_can_be_promised_whatever_the_preset_knows(string server, string metrics, string objective)
    {
        using var folder = new TestFolder();
        Assert.Empty(folder.Errors(Of(metrics, objective, server)));
    }

    [Theory]
    [InlineData("good: { metric: ok-total }", "9:41: spec.traffic.metrics.good.metric: not a metric's name")]
    [InlineData("good: { metric: 5 }", "9:41: spec.traffic.metrics.good.metric: this is a number; write metric name")]
    [InlineData("good: { labels: { code: 200 } }", "spec.traffic.metrics.good.metric: missing; write it, as metric: http_requests_total")]
    [InlineData("good: [{ metric: a }, { metric: b, jon: minus }]", "spec.traffic.metrics.good[1].jon: unknown key; did you mean 'join'?")]
    [InlineData("good: []", "spec.traffic.metrics.good: the list is empty")]
    [InlineData("good: [{ metric: a, join: minus }]", "spec.traffic.metrics.good.join: there is nothing before it")]
    [InlineData("good: { metric: a, labels: { le: 1 } }", "spec.traffic.metrics.good.labels.le: is part of how a histogram or summary is written")]
    [InlineData("good: { metric: a, labels: { 5xx: 1 } }", "spec.traffic.metrics.good.labels.5xx: a label's name is made of letters")]
    [InlineData("good: { metric: a, labels: { code: \"*\" } }", "spec.traffic.metrics.good.labels.code: says nothing: leave the label out")]
    [InlineData("running: { metric: a }, running: { metric: b }", "running")]
    [InlineData("duration: { metric: took_bucket }", "spec.traffic.metrics.duration.metric: the name of a histogram is written without _bucket")]
    [InlineData("duration: { metric: took, unit: ms }", "spec.traffic.metrics.duration.unit: 'ms' is none of the values")]
    [InlineData("duration: { metric: took, bounds: [1, 0.5] }", "spec.traffic.metrics.duration.bounds[1]: not above the bound before it")]
    [InlineData("timePerOutputToken: { metric: a }, timeBetweenTokens: { metric: b }", "cannot stand beside timePerOutputToken")]
    [InlineData("goodd: { metric: a }", "spec.traffic.metrics.goodd: unknown key; did you mean 'good'?")]
    public void What_cannot_be_a_metric_is_refused_where_it_stands(string metrics, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(folder.Errors(Of(metrics)), found => found.Contains(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("http", "good: { metric: ok_total }", Objective, "the metrics of http do not count failed requests apart, so that nothing is known of availability; name them under spec.traffic.metrics of chat (good, bad)")]
    [InlineData("http", "good: { metric: a }", "{ name: a, latency: { source: traffic, percentile: 95, threshold: 1s } }", "the metrics of http have no histogram of total; they have none of any duration; name it under spec.traffic.metrics.duration of chat")]
    [InlineData("http", "timeBetweenTokens: { metric: a }", "{ name: a, latency: { source: traffic, measure: time_per_output_token, percentile: 95, threshold: 1s } }", "have no histogram of time_per_output_token")]
    [InlineData("http", "good: { metric: a }", "{ name: a, throughput: { source: traffic, measure: output_tokens, atLeast: 1/s }, timeslices: { length: 1m }, target: 99% }", "the metrics of http do not count output tokens; name what does")]
    public void What_is_still_not_told_is_refused_and_can_be_named(string server, string metrics, string objective, string error)
    {
        using var folder = new TestFolder();
        Assert.Contains(error, Assert.Single(folder.Errors(Of(metrics, objective, server))), StringComparison.Ordinal);
    }

    [Fact]
    public void Bounds_are_known_where_they_are_given_and_those_of_the_preset_are_not_when_the_histogram_is_another()
    {
        using var folder = new TestFolder();
        const string Latency = "{ name: a, latency: { source: traffic, percentile: 95, threshold: 600ms } }";
        Assert.Empty(folder.Warnings(Of("duration: { metric: took }", Latency, "vllm")));
        var warning = Assert.Single(folder.Warnings(Of("duration: { metric: took, unit: milliseconds, bounds: [250, 1000] }", Latency, "vllm")));
        Assert.Contains("falls inside a bucket of the histogram of vllm, from 250ms to 1s", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_a_bound_to_how_many_metrics_are_named()
    {
        using var folder = new TestFolder();
        var many = string.Join(", ", Enumerable.Range(0, 32).Select(i => $"{{ metric: m{i} }}"));
        Assert.Contains("these are 33 metrics; at most 32", Assert.Single(folder.Errors(Of($"good: [{many}], bad: {{ metric: b }}"))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_queue_that_is_named_can_be_watched_for_saturation()
    {
        using var folder = new TestFolder();
        const string Saturation = "saturation: { waiting: 5 }";
        Assert.Contains("do not tell how many requests wait; leave it out, or name what does", Assert.Single(folder.Errors(With("{ awake: { metric: a } }", "{ name: a, availability: { probe: ready }, target: 99% }", spec: Saturation))), StringComparison.Ordinal);
        Assert.Empty(folder.Errors(With("{ metrics: { waiting: { metric: a } } }", "{ name: a, availability: { probe: ready }, target: 99% }", spec: Saturation)));
    }

    [Fact]
    public void What_says_that_a_service_sleeps_may_stand_alone_beside_probes_but_judges_no_requests()
    {
        using var folder = new TestFolder();
        var yaml = With("{ awake: { metric: [up, replicas], labels: { deployment: [a, b*] }, url: \"http://127.0.0.1:9090/federate?match[]=up\" } }", "{ name: a, availability: { probe: ready }, target: 99% }");
        var result = folder.Load(yaml);
        Assert.DoesNotContain(result.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(
            new AwakeMetric(new(["up", "replicas"], [new("deployment", ["a"], ["b"])]), new Uri("http://127.0.0.1:9090/federate?match[]=up"), ProbesAsleep.None),
            result.Configuration!.Services[0].Traffic!.Awake);
        Assert.Contains("nothing of users' requests is known of chat", Assert.Single(folder.Errors(With("{ awake: { metric: up } }"))), StringComparison.Ordinal);
        var alone = yaml[..yaml.IndexOf("  probes:", StringComparison.Ordinal)];
        Assert.Contains("awake alone measures nothing; write probes", Assert.Single(folder.Errors(alone)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_gRPC_shows_no_metrics()
    {
        using var folder = new TestFolder();
        const string Judged = "{ name: a, availability: { probe: ready }, target: 99% }";
        Assert.Contains("spec.traffic.metricsUrl: missing; a port of gRPC shows no metrics", Assert.Single(folder.Errors(With("{ awake: { metric: up } }", Judged, "grpc-health"))), StringComparison.Ordinal);
        Assert.Empty(folder.Errors(With("{ awake: { metric: up, url: \"http://127.0.0.1:1/m\" } }", Judged, "grpc-health")));
    }
}
