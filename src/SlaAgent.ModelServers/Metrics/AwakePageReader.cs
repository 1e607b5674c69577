using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>Reads one page for the metric that says whether a service is scaled to nothing. All else on the page is passed over, however much it is.</summary>
internal sealed class AwakePageReader(ExpositionParser parser, AwakeTally tally) : PageReader(parser)
{
    /// <inheritdoc />
    protected override void Take(in ExpositionSample sample) => tally.Take(sample);

    /// <inheritdoc />
    protected override string? Problem() => tally.Problem();
}
