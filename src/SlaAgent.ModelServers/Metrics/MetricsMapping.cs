using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>What a kind of server says of its users' requests, in its own names. Data: a server more is a record more.</summary>
internal sealed record MetricsMapping
{
    /// <summary>What the server is called.</summary>
    public required string Title { get; init; }

    /// <summary>Path of its metrics.</summary>
    public string Path { get; init; } = "/metrics";

    /// <summary>Port of its metrics; null for the service's own.</summary>
    public int? Port { get; init; }

    /// <summary>Labels that name the model, where a series has one of them.</summary>
    public EquatableArray<string> ModelLabels { get; init; } = ["model_name", "model"];

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

    /// <summary>Times between two tokens.</summary>
    public DurationMapping? InterToken { get; init; }

    /// <summary>Whether <see cref="InterToken"/> has one entry for each request (its mean), and so is the contract's time per output token; else one for each gap.</summary>
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

    /// <summary>Over 0 where an engine is awake: then the service does not sleep.</summary>
    public GaugeMapping? Awake { get; init; }

    /// <summary>What a configuration must know of it.</summary>
    public TrafficCapabilities Capabilities => new()
    {
        Path = Path,
        Port = Port,
        CountsRequests = Good is not null,
        CountsFailures = Good is not null && Bad is not null,
        CountsPromptTokens = PromptTokens is not null,
        CountsOutputTokens = OutputTokens is not null,
        TellsWaiting = Waiting is not null,
        Latencies = [.. Latencies()],
    };

    /// <summary>The same where the user has named some of the metrics: what is given replaces that part.</summary>
    public MetricsMapping With(MetricsOverride given) => this with
    {
        Good = given.Good ?? Good,
        Bad = given.Bad ?? Bad,
        PromptTokens = given.PromptTokens ?? PromptTokens,
        OutputTokens = given.OutputTokens ?? OutputTokens,
        Duration = given.Duration ?? Duration,
        TimeToFirstToken = given.TimeToFirstToken ?? TimeToFirstToken,
        InterToken = given.InterToken ?? InterToken,
        InterTokenIsPerRequest = given.InterToken is null ? InterTokenIsPerRequest : given.InterTokenIsPerRequest,
        QueueTime = given.QueueTime ?? QueueTime,
        Running = given.Running ?? Running,
        Waiting = given.Waiting ?? Waiting,
        CacheUse = given.CacheUse ?? CacheUse,
        Asleep = given.Asleep ?? Asleep,
        Awake = given.Asleep is null ? Awake : given.Awake,
    };

    /// <summary>What is told, in words, and by which metrics.</summary>
    public IEnumerable<MappedMetric> Told() =>
        new (string What, object? Source)[]
        {
            ("good requests", Good),
            ("failed requests", Bad),
            ("prompt tokens", PromptTokens),
            ("output tokens", OutputTokens),
            ("duration", Duration),
            ("time to first token", TimeToFirstToken),
            (InterTokenIsPerRequest ? "time per output token" : "time between tokens (every gap: not for objectives)", InterToken),
            ("time in the queue", QueueTime),
            ("running", Running),
            ("waiting", Waiting),
            ("cache in use", CacheUse),
            ("sleeping", Asleep),
            ("… unless awake", Awake),
        }.Where(part => part.Source is not null).Select(part => new MappedMetric(part.What, part.Source!.ToString()!));

    private IEnumerable<TrafficLatency> Latencies()
    {
        if (Duration is { } duration)
        {
            yield return new(LatencyMeasure.Total, duration.UpperBounds);
        }

        if (TimeToFirstToken is { } first)
        {
            yield return new(LatencyMeasure.TimeToFirstToken, first.UpperBounds);
        }

        if (InterTokenIsPerRequest && InterToken is { } perToken)
        {
            yield return new(LatencyMeasure.TimePerOutputToken, perToken.UpperBounds);
        }
    }
}
