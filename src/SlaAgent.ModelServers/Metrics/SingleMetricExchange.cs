using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Asks a page for one metric: whether a service is scaled to nothing, say, or how many replicas it has. Not thread-safe: a reading never overlaps the next.</summary>
public sealed class SingleMetricExchange : ProbeExchange
{
    private readonly MetricSource _metric;
    private readonly ServerRequest _request;
    private readonly ExpositionParser _parser = new();
    private readonly SingleMetricTally _tally;

    internal SingleMetricExchange(MetricSource metric, Uri address)
    {
        (_metric, Address) = (metric, address);
        _request = new("GET", address.PathAndQuery, null, MetricsExchange.Accept, default);
        _tally = new(metric);
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
    public override AnswerReader NewReader() => new SingleMetricReader(_parser, _tally);

    /// <inheritdoc />
    public override ProbeExchange Twin() => new SingleMetricExchange(_metric, Address);

    /// <summary>The metric's value, by the reading that ended as <paramref name="result"/>, 0 or more; null where it is not known.</summary>
    public double? Value(ProbeResult result) => result.Outcome == Outcome.Success ? _tally.Value : null;
}
