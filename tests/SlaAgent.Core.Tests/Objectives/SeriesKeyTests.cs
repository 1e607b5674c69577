using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Tests.Objectives;

/// <summary>What makes the counts of an objective other counts: what changes the question, or which answers are good.</summary>
public sealed class SeriesKeyTests
{
    private static readonly Objective Objective = new() { Name = "a", Indicator = new Indicator.Availability { Probe = "p" }, Target = 0.99m, MinimumSamples = 1 };

    private static readonly ProbeRequest.Inference Prompt = new() { Prompt = "Hi" };

    private static readonly ProbeRequest.Health Health = new((string?)null);

    [Fact]
    public void A_configuration_without_these_settings_keeps_its_counts()
    {
        // These keys are in people's state folders.
        Assert.Equal("s/g/a#a41d1a9f90df4c3e", Of(Prompt));
        Assert.Equal("s/g/a#4c5ad3efc6b1f47d", Of(Health));
    }

    [Fact]
    public void Another_prompt_on_the_wire_is_another_series()
    {
        string[] keys =
        [
            Of(Prompt),
            Of(Prompt with { CacheAllowed = true }),
            Of(Prompt with { KeepAlive = TimeSpan.Zero }),
            Of(Prompt with { KeepAlive = TimeSpan.FromMinutes(1) }),
            Of(Prompt with { Overrides = new() { Inference = new() { Path = "/x" } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { StreamPath = "/x" } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { Content = ["$.x"] } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { Reasoning = ["$.x"] } } }),
            Of(Prompt with { Overrides = new() { Inference = new() { Requires = [] } } }),
            Of(Prompt with { Overrides = new() { Stream = new() { Content = ["$.x"] } } }),
            Of(Prompt with { Overrides = new() { Stream = new() { Framing = StreamFraming.JsonLines } } }),
            Of(Prompt with { Overrides = new() { Stream = new() { Done = "" } } }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Another_health_question_is_another_series()
    {
        string[] keys =
        [
            Of(Health),
            Of(Health with { Signal = HealthSignal.Live }),
            Of(Health with { Signal = HealthSignal.Ready }),
            Of(Health with { Overrides = new() { Ready = new() { Path = "/x" } } }),
            Of(Health with { Overrides = new() { ModelReady = new() { Path = "/x" } } }),
            Of(Health with { Overrides = new() { Ready = new() { Connect = true } } }),
            Of(Health with { Overrides = new() { Ready = new() { NotReady = [503] } } }),
            Of(Health with { Overrides = new() { Ready = new() { Statuses = [503] } } }),
            Of(Health with { Overrides = new() { Ready = new() { Field = "$.x", EqualTo = "y" } } }),
        ];
        Assert.Equal(keys.Length, keys.Distinct().Count());
    }

    [Fact]
    public void Other_metrics_of_users_requests_are_another_series_where_they_decide_its_events()
    {
        var plain = new TrafficSettings(null, TimeSpan.FromSeconds(15), null);
        var bad = new MetricsOverride { Bad = CountMapping.Of(MetricSource.Of("bad_total")) };
        var duration = new MetricsOverride { Duration = DurationMapping.Seconds(MetricSource.Of("took")) };
        Assert.NotEqual(OfTraffic(plain), OfTraffic(plain with { Metrics = bad }));
        Assert.NotEqual(OfTraffic(plain with { Metrics = bad }), OfTraffic(plain with { Metrics = new() { Bad = CountMapping.Of(MetricSource.Of("bad_total").With("code", "500")) } }));
        Assert.Equal(OfTraffic(plain), OfTraffic(plain with { Metrics = duration }));
        Assert.Equal(OfTraffic(plain), OfTraffic(plain with { Awake = new(MetricSource.Of("replicas"), null, ProbesAsleep.None) }));

        var latency = new Indicator.Latency { Probe = null, Measure = LatencyMeasure.Total, Percentile = 0.9m, Threshold = TimeSpan.FromSeconds(1) };
        Assert.NotEqual(OfTraffic(plain, latency), OfTraffic(plain with { Metrics = duration }, latency));
        Assert.NotEqual(
            OfTraffic(plain with { Metrics = duration }, latency),
            OfTraffic(plain with { Metrics = new() { Duration = duration.Duration! with { UnitsPerSecond = 1000 } } }, latency));
        Assert.Equal(
            OfTraffic(plain with { Metrics = duration }, latency),
            OfTraffic(plain with { Metrics = new() { Duration = duration.Duration! with { UpperBounds = [1] } } }, latency));
    }

    [Fact]
    public void A_question_that_is_not_asked_is_no_part_of_the_series()
    {
        Assert.Equal(Of(Health), Of(Health with { Overrides = new() { Listing = new() { Path = "/x" } } }));
        Assert.Equal(Of(new ProbeRequest.Health("/h")), Of(new ProbeRequest.Health("/h") { Overrides = new() { Ready = new() { Path = "/x" } } }));
        Assert.Equal(Of(Prompt), Of(Prompt with { Overrides = new() { Ready = new() { Path = "/x" } } }));
    }

    private static string Of(ProbeRequest request) => SeriesKey.Of("s", "g", Objective, new EventSource.Probed(new Probe("p", TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), request)));

    private static string OfTraffic(TrafficSettings traffic, Indicator? indicator = null) =>
        SeriesKey.Of("s", "g", Objective with { Indicator = indicator ?? new Indicator.Availability { Probe = null } }, new EventSource.Traffic(traffic));
}
