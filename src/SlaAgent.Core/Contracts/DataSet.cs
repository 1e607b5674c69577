namespace SlaAgent.Core.Contracts;

/// <summary>A file of labelled examples.</summary>
/// <param name="File">Absolute path of a <c>.csv</c> or <c>.jsonl</c> file, or one of these with <c>.gz</c> behind.</param>
/// <param name="Skip">Lines before the data of a CSV file; its header, where there is one without names of our own, is not among them.</param>
/// <param name="Columns">Names for the columns of a CSV file; empty where its first line names them, and for JSONL.</param>
public sealed record DataSet(string File, int Skip, EquatableArray<CsvColumn> Columns)
{
    /// <summary>How the values of some columns of a CSV file are meant; the others are as they look.</summary>
    public EquatableArray<CsvColumnType> Types { get; init; }
}
