using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Everything that a mapping knows of a server, among the series that are followed.</summary>
internal sealed class TrafficSignals(MetricsMapping mapping, SeriesIndex index)
{
    private readonly BoundCount? _good = Bind(mapping.Good, index);
    private readonly BoundCount? _bad = Bind(mapping.Bad, index);
    private readonly BoundCount? _promptTokens = Bind(mapping.PromptTokens, index);
    private readonly BoundCount? _outputTokens = Bind(mapping.OutputTokens, index);
    private readonly BoundDuration? _duration = Bind(mapping.Duration, index);
    private readonly BoundDuration? _timeToFirstToken = Bind(mapping.TimeToFirstToken, index);
    private readonly BoundDuration? _interToken = Bind(mapping.InterToken, index);
    private readonly BoundDuration? _queueTime = Bind(mapping.QueueTime, index);
    private readonly BoundGauge? _running = Bind(mapping.Running, index);
    private readonly BoundGauge? _waiting = Bind(mapping.Waiting, index);
    private readonly BoundGauge? _cacheUse = Bind(mapping.CacheUse, index);
    private readonly BoundGauge? _asleep = Bind(mapping.Asleep, index);
    private readonly BoundGauge? _awake = Bind(mapping.Awake, index);

    /// <summary><paramref name="sample"/> with what the reading <paramref name="reading"/> says of the moment.</summary>
    public TrafficSample WithGauges(TrafficSample sample, long reading) => sample with
    {
        Running = _running?.Value(reading),
        Waiting = _waiting?.Value(reading),
        CacheUse = _cacheUse?.Value(reading),
        IsSleeping = _asleep?.Value(reading) > 0 && !(_awake?.Value(reading) > 0),
    };

    /// <summary><paramref name="sample"/> with what the reading <paramref name="reading"/> counts since the one before.</summary>
    public TrafficSample WithCounts(TrafficSample sample, long reading)
    {
        // Some servers show a count only once there is something to count. Good and bad requests are counted in one place: where one is told, so is the other.
        var told = _good?.IsTold(reading) == true || _bad?.IsTold(reading) == true;
        return sample with
        {
            Good = told ? _good?.Increase(reading) : null,
            Bad = told ? _bad?.Increase(reading) : null,
            PromptTokens = Told(_promptTokens, reading),
            OutputTokens = Told(_outputTokens, reading),
            Duration = _duration?.Increase(reading),
            TimeToFirstToken = _timeToFirstToken?.Increase(reading),
            InterToken = _interToken?.Increase(reading),
            QueueTime = _queueTime?.Increase(reading),
        };
    }

    /// <summary>Of the metrics that the user names those of which the reading says nothing: a name that is written wrongly, or one that comes with its first value.</summary>
    public IReadOnlyList<string> Untold(MetricsOverride given, long reading)
    {
        (object? Given, bool? IsTold)[] all =
        [
            (given.Good, _good?.IsTold(reading)), (given.Bad, _bad?.IsTold(reading)), (given.PromptTokens, _promptTokens?.IsTold(reading)),
            (given.OutputTokens, _outputTokens?.IsTold(reading)), (given.Duration, _duration?.IsTold(reading)),
            (given.TimeToFirstToken, _timeToFirstToken?.IsTold(reading)), (given.InterToken, _interToken?.IsTold(reading)),
            (given.QueueTime, _queueTime?.IsTold(reading)), (given.Running, _running?.IsTold(reading)), (given.Waiting, _waiting?.IsTold(reading)),
            (given.CacheUse, _cacheUse?.IsTold(reading)), (given.Asleep, _asleep?.IsTold(reading)), (given.Awake, _awake?.IsTold(reading)),
        ];
        return [.. all.Where(part => part is { Given: not null, IsTold: false }).Select(part => part.Given!.ToString()!)];
    }

    private static long? Told(BoundCount? count, long reading) => count?.IsTold(reading) == true ? count.Increase(reading) : null;

    private static BoundCount? Bind(CountMapping? mapping, SeriesIndex index) => mapping is null ? null : new(mapping, index);

    private static BoundDuration? Bind(DurationMapping? mapping, SeriesIndex index) => mapping is null ? null : new(mapping, index);

    private static BoundGauge? Bind(GaugeMapping? mapping, SeriesIndex index) => mapping is null ? null : new(mapping, index);
}
