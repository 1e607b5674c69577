using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>One series of a metric, for each model.</summary>
/// <param name="Labels">Its labels, with <c>{model}</c> where the model's name goes.</param>
/// <param name="Value">Its value.</param>
internal sealed record MetricSeries(string Labels, Func<ModelTotals, double> Value);
