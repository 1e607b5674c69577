using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>
/// One service's side of reading its server's metrics: asks for the page, follows its series from reading to reading, and says what happened between
/// two of them. Not thread-safe: a reading never overlaps the next.
/// </summary>
public sealed class MetricsExchange : ProbeExchange
{
    /// <summary>Longest page in bytes, after decompression.</summary>
    public const long MaxPageBytes = 64 * 1024 * 1024;

    /// <summary>As Prometheus asks, without the binary form.</summary>
    internal const string Accept =
        "application/openmetrics-text;version=1.0.0;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.1";

    /// <summary>So many intervals, or this long if that is longer, may pass without a reading; after that the counts are not put down to so vague a time.</summary>
    private const int LongestGapIntervals = 20;

    private static readonly TimeSpan LongestGap = TimeSpan.FromMinutes(5);

    private readonly ModelService _service;
    private readonly TrafficSettings _traffic;
    private readonly TimeSpan _longestGap;
    private readonly MetricsMapping _mapping;
    private readonly ServerRequest _request;
    private readonly ExpositionParser _parser = new();
    private readonly TrafficSignals _signals;
    private readonly SeriesBook _book;
    private Instant? _lastRead;

    internal MetricsExchange(ModelService service, TrafficSettings traffic, MetricsMapping mapping)
    {
        _service = service;
        _traffic = traffic;
        _mapping = mapping;
        _longestGap = traffic.Interval * LongestGapIntervals > LongestGap ? traffic.Interval * LongestGapIntervals : LongestGap;
        Address = MetricsAddress.Of(service.Url, traffic, mapping);
        _request = new("GET", Address.PathAndQuery, null, Accept, default);
        var index = new SeriesIndex();
        _signals = new(mapping, index);
        _book = new(index, SeriesSelector.Of(service, traffic, mapping));
    }

    /// <summary>Where the metrics are.</summary>
    public Uri Address { get; }

    /// <summary>Lines of the page that was read last that could not be used: not in the format, too long, or a series that came twice.</summary>
    public long BadLines => _parser.BadLines + _book.BadLines;

    /// <summary>Of the metrics that the user names those of which the last good reading said nothing.</summary>
    public IReadOnlyList<string> Untold => _traffic.Metrics is { } given ? _signals.Untold(given, _book.Reading) : [];

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        _parser.Restart();
        _book.Begin();
        return _request;
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => new MetricsPageReader(_parser, _book, _mapping);

    /// <inheritdoc />
    public override ProbeExchange Twin() => new MetricsExchange(_service, _traffic, _mapping);

    /// <summary>What a reading that ended as <paramref name="result"/> says, compared with the one before. To be called once for each that was not given up.</summary>
    /// <param name="result">How the reading ended.</param>
    /// <param name="holdsProbes">Whether the agent itself asks this service for inference: no server tells its requests from those of users.</param>
    public TrafficSample Conclude(ProbeResult result, bool holdsProbes)
    {
        // The server writes the page down when it is asked, at the latest when it begins to send.
        var at = result.ScheduledAt + result.ScheduleDelay + (result.FirstByte ?? result.Duration);
        if (result.Outcome != Outcome.Success)
        {
            return Failed(_service.Name, at, result.Detail ?? result.Outcome.Name());
        }

        var before = _lastRead is { } last && at > last && at - last <= _longestGap ? _lastRead : null;
        _book.Commit(baseline: before is null);
        _lastRead = at;
        var sample = _signals.WithGauges(new TrafficSample { Service = _service.Name, From = before ?? at, To = at, HoldsProbes = holdsProbes }, _book.Reading);
        return before is null ? sample : _signals.WithCounts(sample, _book.Reading);
    }

    /// <summary>A reading that came to nothing.</summary>
    /// <param name="service">Name of the service.</param>
    /// <param name="at">When it was, or should have been.</param>
    /// <param name="reason">Why.</param>
    public static TrafficSample Failed(string service, Instant at, string reason) =>
        new() { Service = service, From = at, To = at, Failure = reason };
}
