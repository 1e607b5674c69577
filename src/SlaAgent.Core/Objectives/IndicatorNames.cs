using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

/// <summary>Names of indicators as configuration, API and metrics write them.</summary>
internal static class IndicatorNames
{
    /// <summary>The indicator's name.</summary>
    public static string Of(Indicator indicator) => indicator switch
    {
        Indicator.Availability => "availability",
        Indicator.Latency => "latency",
        Indicator.Throughput => "throughput",
        Indicator.Accuracy => "accuracy",
        _ => throw new ArgumentOutOfRangeException(nameof(indicator)),
    };
}
