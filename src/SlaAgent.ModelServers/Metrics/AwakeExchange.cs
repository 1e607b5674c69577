using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Asks the page that says whether a service is scaled to nothing. Not thread-safe: a reading never overlaps the next.</summary>
public sealed class AwakeExchange : ProbeExchange
{
    private readonly AwakeMetric _metric;
    private readonly ServerRequest _request;
    private readonly ExpositionParser _parser = new();
    private readonly AwakeTally _tally;

    internal AwakeExchange(AwakeMetric metric, Uri address)
    {
        (_metric, Address) = (metric, address);
        _request = new("GET", address.PathAndQuery, null, MetricsExchange.Accept, default);
        _tally = new(metric.Source);
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Lines of the page that was read last that could not be used.</summary>
    public long BadLines => _parser.BadLines;

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        _parser.Restart();
        _tally.Restart();
        return _request;
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => new AwakePageReader(_parser, _tally);

    /// <inheritdoc />
    public override ProbeExchange Twin() => new AwakeExchange(_metric, Address);

    /// <summary>Whether the service is awake, by the reading that ended as <paramref name="result"/>; null where that is not known.</summary>
    public bool? IsAwake(ProbeResult result) => result.Outcome == Outcome.Success && _tally.Value is { } value ? value > 0 : null;
}
