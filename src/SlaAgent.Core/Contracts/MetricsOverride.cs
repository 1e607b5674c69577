namespace SlaAgent.Core.Contracts;

/// <summary>What a server's own metrics are called, as far as its preset does not know it or has it otherwise. What is null holds as in the preset.</summary>
public sealed record MetricsOverride
{
    /// <summary>Requests that ended well.</summary>
    public CountMapping? Good { get; init; }

    /// <summary>Requests that ended in a failure of the server.</summary>
    public CountMapping? Bad { get; init; }

    /// <summary>Tokens of prompts.</summary>
    public CountMapping? PromptTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    public CountMapping? OutputTokens { get; init; }

    /// <summary>Whole durations of requests.</summary>
    public DurationMapping? Duration { get; init; }

    /// <summary>Times to the first token.</summary>
    public DurationMapping? TimeToFirstToken { get; init; }

    /// <summary>Times between tokens.</summary>
    public DurationMapping? InterToken { get; init; }

    /// <summary>Whether <see cref="InterToken"/> has one entry for each request (its mean); else one for each gap.</summary>
    public bool InterTokenIsPerRequest { get; init; }

    /// <summary>Times in the queue.</summary>
    public DurationMapping? QueueTime { get; init; }

    /// <summary>Requests being worked on.</summary>
    public GaugeMapping? Running { get; init; }

    /// <summary>Requests waiting.</summary>
    public GaugeMapping? Waiting { get; init; }

    /// <summary>Share of the key-value cache in use.</summary>
    public GaugeMapping? CacheUse { get; init; }

    /// <summary>Over 0 where an engine sleeps.</summary>
    public GaugeMapping? Asleep { get; init; }

    /// <summary>Over 0 where an engine is awake all the same; part of <see cref="Asleep"/>.</summary>
    public GaugeMapping? Awake { get; init; }

    /// <summary>All that is given, for people and to tell one from another.</summary>
    public override string ToString() => string.Join("; ", Parts().Select(part => $"{part.Name}={part.Given}"));

    /// <summary>What is given of that which decides the events of <paramref name="indicator"/>: with another of these they are other events.</summary>
    public IEnumerable<string> PartsOf(Indicator indicator)
    {
        string[] deciding = indicator switch
        {
            Indicator.Throughput => ["good", "bad", "promptTokens", "outputTokens", "running", "waiting"],
            Indicator.Latency { Measure: LatencyMeasure.Total } => ["good", "bad", "duration"],
            Indicator.Latency { Measure: LatencyMeasure.TimeToFirstToken } => ["good", "bad", "timeToFirstToken"],
            Indicator.Latency => ["good", "bad", "timePerOutputToken"],
            _ => ["good", "bad"],
        };
        return Parts().Where(part => deciding.Contains(part.Name)).Select(part => $"{part.Name}={part.Given}");
    }

    private IEnumerable<(string Name, object Given)> Parts()
    {
        (string Name, object? Given)[] parts =
        [
            ("good", Good), ("bad", Bad), ("promptTokens", PromptTokens), ("outputTokens", OutputTokens), ("duration", Duration),
            ("timeToFirstToken", TimeToFirstToken), (InterTokenIsPerRequest ? "timePerOutputToken" : "timeBetweenTokens", InterToken), ("queueTime", QueueTime),
            ("running", Running), ("waiting", Waiting), ("cacheUse", CacheUse), ("asleep", Asleep), ("unless", Awake),
        ];
        return parts.Where(part => part.Given is not null).Select(part => (part.Name, part.Given!));
    }
}
