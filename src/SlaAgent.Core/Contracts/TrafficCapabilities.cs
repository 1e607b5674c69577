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
}
