using System.Collections.Immutable;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Metrics;

/// <summary>What a metrics page is made from.</summary>
internal sealed record MetricsSource(ImmutableArray<ModelTotals> Models, HttpTotals Http, FaultSet Faults, DateTimeOffset Now);
