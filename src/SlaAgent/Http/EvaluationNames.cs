using SlaAgent.Core.Contracts;

namespace SlaAgent.Http;

/// <summary>Names of decisions as the configuration writes them.</summary>
internal static class EvaluationNames
{
    public static string Of(AccuracyDecision decision) => decision switch
    {
        AccuracyDecision.Interval => "interval",
        AccuracyDecision.Point => "point",
        AccuracyDecision.LowerBound => "lower-bound",
        AccuracyDecision.UpperBound => "upper-bound",
        _ => throw new ArgumentOutOfRangeException(nameof(decision)),
    };
}
