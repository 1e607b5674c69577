using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SlaAgent.Core.Samples;

namespace SlaAgent.Ledger;

/// <summary>How held samples are written. What they were asked of tells the kinds apart.</summary>
internal static class SampleJson
{
    // No probe is called so: a name holds no slash.
    private const string Traffic = "/traffic";
    private const string Load = "/load";
    private const string Evaluation = "/evaluation";

    /// <summary>What the sample was asked of, and of which kind it is.</summary>
    public static string KeyOf(Sample sample) => sample switch
    {
        TrafficSample => Traffic,
        LoadResult => sample.Asked + Load,
        EvaluationResult => sample.Asked + Evaluation,
        _ => sample.Asked,
    };

    /// <summary>The sample as text.</summary>
    public static byte[] Write(Sample sample) => sample switch
    {
        TrafficSample traffic => JsonSerializer.SerializeToUtf8Bytes(traffic, LedgerJson.Default.TrafficSample),
        LoadResult load => JsonSerializer.SerializeToUtf8Bytes(load, LedgerJson.Default.LoadResult),
        EvaluationResult run => JsonSerializer.SerializeToUtf8Bytes(run, LedgerJson.Default.EvaluationResult),
        ProbeResult result => JsonSerializer.SerializeToUtf8Bytes(result, LedgerJson.Default.ProbeResult),
        _ => throw new ArgumentOutOfRangeException(nameof(sample)),
    };

    /// <summary>A sample as it was written; null where it makes no sense.</summary>
    public static Sample? Read(string key, byte[] json)
    {
        if (key == Traffic)
        {
            return Parse(json, LedgerJson.Default.TrafficSample) is { From.Ticks: > 0 } traffic && IsTime(traffic) && traffic.From <= traffic.To ? traffic : null;
        }

        if (key.EndsWith(Load, StringComparison.Ordinal))
        {
            return Parse(json, LedgerJson.Default.LoadResult) is { Duration.Ticks: >= 0 } load && IsTime(load) ? load : null;
        }

        if (key.EndsWith(Evaluation, StringComparison.Ordinal))
        {
            return ReadEvaluation(json);
        }

        return Parse(json, LedgerJson.Default.ProbeResult) is { Interval.Ticks: > 0 } result && IsTime(result) && Enum.IsDefined(result.Outcome) ? result : null;
    }

    /// <summary>A run of an evaluation as it was written; null where it makes no sense.</summary>
    public static EvaluationResult? ReadEvaluation(byte[] json) =>
        Parse(json, LedgerJson.Default.EvaluationResult) is { Duration.Ticks: >= 0, Examples: >= 0, Scored: >= 0, Failed: >= 0, Unknown: >= 0 } run && IsTime(run)
            && run.Scores.All(score => score is { Confidence: > 0 and < 1 }) ? run : null;

    private static bool IsTime(Sample sample) => sample.At.Ticks > 0 && sample.At.Ticks <= DateTime.MaxValue.Ticks;

    private static T? Parse<T>(byte[] json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
