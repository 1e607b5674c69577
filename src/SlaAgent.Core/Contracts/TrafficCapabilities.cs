namespace SlaAgent.Core.Contracts;

/// <summary>What a kind of server says of its users' requests in its metrics, as far as a configuration must know to be checked.</summary>
public sealed record TrafficCapabilities
{
    /// <summary>Path of the metrics.</summary>
    public required string Path { get; init; }

    /// <summary>Port of the metrics; null for the service's own.</summary>
    public int? Port { get; init; }

    /// <summary>Whether requests are counted.</summary>
    public bool CountsRequests { get; init; }

    /// <summary>Whether failed requests are counted apart: without that there is no availability of traffic.</summary>
    public bool CountsFailures { get; init; }

    /// <summary>Whether prompt tokens are counted.</summary>
    public bool CountsPromptTokens { get; init; }

    /// <summary>Whether generated tokens are counted.</summary>
    public bool CountsOutputTokens { get; init; }

    /// <summary>Whether it is told how many requests wait.</summary>
    public bool TellsWaiting { get; init; }

    /// <summary>The durations that are shown as histograms.</summary>
    public EquatableArray<TrafficLatency> Latencies { get; init; }

    /// <summary>The same where the user has named some of the metrics.</summary>
    public TrafficCapabilities With(MetricsOverride metrics)
    {
        var counts = CountsRequests || metrics.Good is not null;
        return this with
        {
            CountsRequests = counts,
            CountsFailures = counts && (CountsFailures || metrics.Bad is not null),
            CountsPromptTokens = CountsPromptTokens || metrics.PromptTokens is not null,
            CountsOutputTokens = CountsOutputTokens || metrics.OutputTokens is not null,
            TellsWaiting = TellsWaiting || metrics.Waiting is not null,
            Latencies = [.. LatenciesWith(metrics)],
        };
    }

    private List<TrafficLatency> LatenciesWith(MetricsOverride metrics)
    {
        (LatencyMeasure Measure, DurationMapping? Given, bool IsHeld)[] all =
        [
            (LatencyMeasure.Total, metrics.Duration, true),
            (LatencyMeasure.TimeToFirstToken, metrics.TimeToFirstToken, true),
            (LatencyMeasure.TimePerOutputToken, metrics.InterTokenIsPerRequest ? metrics.InterToken : null, metrics.InterToken is null),
        ];
        var latencies = new List<TrafficLatency>();
        foreach (var (measure, given, isHeld) in all)
        {
            var known = isHeld ? Latencies.FirstOrDefault(latency => latency.Measure == measure) : null;
            if ((given is null ? known : new TrafficLatency(measure, given.UpperBounds)) is { } latency)
            {
                latencies.Add(latency);
            }
        }

        return latencies;
    }
}
