using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Reads one page for one metric. All else on the page is passed over, however much it is.</summary>
internal sealed class SingleMetricReader(ExpositionParser parser, SingleMetricTally tally) : PageReader(parser)
{
    /// <inheritdoc />
    protected override void Take(in ExpositionSample sample) => tally.Take(sample);

    /// <inheritdoc />
    protected override string? Problem() => tally.Problem();
}
