using SlaAgent.Core.Accuracy;

namespace SlaAgent.Configuration.DataSets;

/// <summary>Bounds of a data set, applied while it is read: memory does not depend on its length.</summary>
public static class DataSetLimits
{
    /// <summary>Longest example, in bytes of JSONL or characters of CSV.</summary>
    public const int ExampleLength = 1024 * 1024;

    /// <summary>Longest file, decompressed, in bytes.</summary>
    public const long FileBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Most examples.</summary>
    public const int Examples = EvaluationItems.MostExamples;

    /// <summary>Most columns of a CSV file.</summary>
    public const int Columns = 100_000;

    /// <summary>Deepest nesting of JSON in it.</summary>
    public const int Depth = 64;
}
