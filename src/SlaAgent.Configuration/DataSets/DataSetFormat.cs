namespace SlaAgent.Configuration.DataSets;

/// <summary>The format of a data set, by its name.</summary>
/// <param name="IsCsv">Whether it is CSV rather than JSONL.</param>
/// <param name="IsCompressed">Whether it is compressed with gzip.</param>
internal sealed record DataSetFormat(bool IsCsv, bool IsCompressed)
{
    /// <summary>The format of a file of that name; null for one that is none.</summary>
    public static DataSetFormat? Of(string file)
    {
        var isCompressed = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);
        var name = isCompressed ? file[..^3] : file;
        return name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? new(true, isCompressed)
            : name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase) ? new(false, isCompressed)
            : null;
    }
}
