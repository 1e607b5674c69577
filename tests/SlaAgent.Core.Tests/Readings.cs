using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

/// <summary>A scenario whose server's metrics are read every 15 s.</summary>
internal sealed class Readings
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private Instant? _last;

    public Readings(Objective objective, TimeSpan? window = null, params Probe[] probes)
        : this(Agreement(objective, window), probes)
    {
    }

    public Readings(ServiceLevelAgreement agreement, params Probe[] probes)
    {
        Scenario = new Scenario(Configure(agreement, probes));
        Scenario.Evaluate();
    }

    public Scenario Scenario { get; }

    public static AgentConfiguration Configure(ServiceLevelAgreement agreement, params Probe[] probes) => new(
        new AgentSettings(),
        [
            new ModelService
            {
                Name = "chat", Server = "vllm", Url = new Uri("http://127.0.0.1:8000"), Probes = [.. probes], Traffic = new TrafficSettings(null, Interval, null),
            },
        ],
        [agreement]);

    public static Objective Availability(decimal target, int minimum = 1, Timeslices? slices = null) => Scenario.Availability(target, minimum, slices) with
    {
        Indicator = new Indicator.Availability { Probe = null },
    };

    public static Objective Latency(decimal percentile, double milliseconds, bool excludeFailures = false, LatencyMeasure measure = LatencyMeasure.Total)
    {
        var objective = Scenario.Latency(percentile, milliseconds, measure, excludeFailures);
        return objective with { Indicator = ((Indicator.Latency)objective.Indicator) with { Probe = null } };
    }

    public static Objective Throughput(decimal perSecond, bool countsIdle = false, ThroughputMeasure measure = ThroughputMeasure.Requests, double slice = 60) => new()
    {
        Name = "throughput", Target = 0.9m, MinimumSamples = 1, Timeslices = new Timeslices(TimeSpan.FromSeconds(slice), 1m),
        Indicator = new Indicator.Throughput { Probe = null, AtLeast = Rate.OfSeconds(perSecond), CountsIdle = countsIdle, Measure = measure },
    };

    public static TrafficSample Counts(long good, long bad = 0) => new()
    {
        Service = "chat", From = default, To = default, Good = good, Bad = bad, OutputTokens = 10 * good, PromptTokens = 5 * good, Running = 0, Waiting = 0,
    };

    public static BucketCounts Buckets(double[] bounds, params long[] counts) => new([.. bounds], [.. counts], 0);

    /// <summary>Lets an interval pass (or another time), reads, and evaluates.</summary>
    public void Read(TrafficSample counts, TimeSpan? after = null)
    {
        Pass(after ?? Interval);
        Scenario.Judge.Observe(counts with { From = counts.Failure is null ? _last ?? Scenario.Now : Scenario.Now, To = Scenario.Now });
        _last = counts.Failure is null ? Scenario.Now : _last;
        Scenario.Evaluate();
    }

    public void Read(int times, TrafficSample counts)
    {
        for (var i = 0; i < times; i++)
        {
            Read(counts);
        }
    }

    /// <summary>Lets an interval pass in which nothing could be read.</summary>
    public void Fail(string why = "connection refused") => Read(Counts(0) with { Good = null, Bad = null, OutputTokens = null, PromptTokens = null, Running = null, Waiting = null, Failure = why });

    /// <summary>What was read before counts for nothing: the server or the agent began anew.</summary>
    public void Forget() => _last = null;

    public void Pass(TimeSpan span)
    {
        var end = Scenario.Now + span;
        while (Scenario.Now + TimeSpan.FromSeconds(1) < end)
        {
            Scenario.Now += TimeSpan.FromSeconds(1);
            Scenario.Evaluate();
        }

        Scenario.Now = end;
    }
}
