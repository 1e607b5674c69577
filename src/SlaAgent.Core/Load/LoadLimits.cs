using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Load;

/// <summary>What a good request under load must meet.</summary>
public static class LoadLimits
{
    /// <summary>Every latency threshold that any agreement on the service promises; where two speak of the same duration, the stricter one.</summary>
    public static EquatableArray<LatencyLimit> Of(AgentConfiguration configuration, string service) =>
    [
        .. from agreement in configuration.Agreements
           where agreement.Service == service
           from objective in agreement.Objectives
           let latency = objective.Indicator as Indicator.Latency
           where latency is not null
           group latency.Threshold by latency.Measure into thresholds
           orderby thresholds.Key
           select new LatencyLimit(thresholds.Key, thresholds.Min()),
    ];
}
