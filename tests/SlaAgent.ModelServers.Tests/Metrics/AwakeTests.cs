using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Metrics;

namespace SlaAgent.ModelServers.Tests.Metrics;

/// <summary>Whether a service is scaled to nothing, by a page as kube-state-metrics, Knative and Prometheus write it.</summary>
public sealed class AwakeTests
{
    private const string Page = """
        # HELP kube_deployment_spec_replicas [STABLE] Number of desired pods for a deployment.
        # TYPE kube_deployment_spec_replicas gauge
        kube_deployment_spec_replicas{namespace="ml",deployment="chat"} 0
        kube_deployment_spec_replicas{namespace="ml",deployment="other"} 3
        kube_deployment_spec_replicas{namespace="web",deployment="chat"} 2
        # TYPE strange gauge
        strange{a="1"} NaN
        strange{a="2"} -1

        """;

    private static readonly MetricSource Replicas = MetricSource.Of("kube_deployment_spec_replicas");

    private static (bool? IsAwake, string? Detail) Read(string page, MetricSource source, int status = 200, Outcome? failure = null, string? contentType = null)
    {
        var service = new ModelService
        {
            Name = "chat", Server = "http", Model = "llama", Url = new Uri("http://127.0.0.1:8000"), Probes = [],
            Traffic = new(null, MeteredServer.Interval, LabelSet.From([new("model", "llama")])) { Awake = new(source, new Uri("http://127.0.0.1:8080/federate?match[]=up"), ProbesAsleep.None) },
        };
        var exchange = TrafficCatalog.PrepareAwake(service)!;
        Assert.Equal("/federate?match[]=up", exchange.NextRequest().PathAndQuery);
        var reader = exchange.NewReader();
        reader.OnHead(status, contentType);
        foreach (var piece in Encoding.UTF8.GetBytes(page).Chunk(100))
        {
            reader.OnBody(piece, TimeSpan.Zero);
        }

        var answer = reader.Complete(failure, failure?.Name(), TimeSpan.Zero);
        var result = new ProbeResult
        {
            Service = "chat", Probe = "traffic", ScheduledAt = new(5), ScheduleDelay = default, Interval = MeteredServer.Interval, Outcome = answer.Outcome, Detail = answer.Detail,
        };
        return (exchange.Value(result) is { } value ? value > 0 : null, answer.Detail);
    }

    [Theory]
    [InlineData("ml", "chat", false)]
    [InlineData("ml", "other", true)]
    [InlineData("web", "chat", true)]
    public void Nothing_is_asleep_and_anything_is_awake_whatever_the_selector_of_the_model_says(string space, string deployment, bool isAwake) =>
        Assert.Equal((isAwake, null), Read(Page, Replicas.With("namespace", space).With("deployment", deployment)));

    [Fact]
    public void Several_series_are_added_up() => Assert.Equal((true, null), Read(Page, Replicas.With("deployment", "chat")));

    [Fact]
    public void Of_several_names_the_first_that_is_there_is_taken()
    {
        var source = MetricSource.Of("missing", "kube_deployment_spec_replicas", "strange").With("namespace", "ml").With("deployment", "chat");
        Assert.Equal((false, null), Read(Page, source));
    }

    [Fact]
    public void Prometheus_writes_the_time_beside_it() =>
        Assert.Equal((false, null), Read("# TYPE up untyped\nup{instance=\"a\",job=\"b\"} 0 1700000000000\n", MetricSource.Of("up")));

    [Theory]
    [InlineData("gone", "kube_deployment_spec_replicas{deployment=\"gone\"} is not there")]
    public void A_missing_metric_is_unknown_and_never_asleep(string deployment, string detail) => Assert.Equal((null, detail), Read(Page, Replicas.With("deployment", deployment)));

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void What_is_no_number_of_anything_is_unknown(string label) =>
        Assert.Equal((null, $"strange{{a=\"{label}\"}} is no number from 0 on"), Read(Page, MetricSource.Of("strange").With("a", label)));

    [Fact]
    public void A_page_that_is_none_is_unknown()
    {
        var source = Replicas.With("namespace", "ml").With("deployment", "chat");
        Assert.Equal((null, "status 503"), Read("", source, status: 503));
        Assert.Equal((null, "truncated"), Read(Page, source, failure: Outcome.Truncated));
        Assert.Equal((null, "the page was cut short: an OpenMetrics page ends in # EOF"), Read(Page, source, contentType: "application/openmetrics-text"));
        Assert.Equal((null, "this is no page of metrics"), Read("<html>\n", source));
    }
}
