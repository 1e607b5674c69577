using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;

namespace SlaAgent.Configuration.DataSets;

/// <summary>
/// Reads the examples of a data set one by one, from the front, holding no more than one. What is wrong with the file is a <see cref="Problem"/>, never an
/// exception. Not for several threads at once; the examples it gave are free to use from any.
/// </summary>
public sealed class DataSetReader : IDisposable
{
    private readonly DataSetBytes _bytes;
    private readonly IExampleSource? _source;
    private readonly string _file;
    private readonly string? _refused;
    private bool _isOver;

    private DataSetReader(DataSet dataSet, ExampleColumns columns)
    {
        _file = dataSet.File;
        var format = DataSetFormat.Of(_file);
        _refused = format is null ? "the name ends in neither .csv nor .jsonl (nor one of these and .gz); name it after what is in it" : null;
        _bytes = new DataSetBytes(_file, format?.IsCompressed == true);
        _source = format is null ? null : format.IsCsv ? new CsvExamples(_bytes, dataSet, columns) : new JsonLinesExamples(_bytes, columns);
    }

    /// <summary>The example read last; null where it is a problem, and at the end.</summary>
    public Example? Current { get; private set; }

    /// <summary>What is wrong with the line read last, or with all that follows; null for nothing.</summary>
    public DataSetProblem? Problem { get; private set; }

    /// <summary>Whether the file was read to its end: false while there is more, and where something is so wrong with it that the rest cannot be read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>SHA-256 of the file as it is on disk, in lower-case hex; null until <see cref="IsComplete"/>.</summary>
    public string? Hash => IsComplete ? _bytes.Hash : null;

    /// <summary>Opens a data set. Whatever is wrong with it is said by <see cref="Read"/>.</summary>
    /// <param name="dataSet">The data set.</param>
    /// <param name="columns">The columns whose values examples are to have, in that order; no others are kept.</param>
    /// <param name="label">The column with the truth.</param>
    /// <param name="id">The column that names an example; null for none.</param>
    public static DataSetReader Open(DataSet dataSet, IReadOnlyList<string> columns, string label, string? id) =>
        new(dataSet, new ExampleColumns(columns, label, id));

    /// <summary>The names of a data set's columns; null where they cannot be found out, of which reading says why. Those of JSONL are those of its first line.</summary>
    public static IReadOnlyList<string>? Names(DataSet dataSet)
    {
        using var reader = Open(dataSet, [], "", null);
        return reader._source?.Names();
    }

    /// <summary>
    /// Reads on: true where there is a <see cref="Current"/> example or a <see cref="Problem"/> with one, after which it can go on; false at the end, with a
    /// <see cref="Problem"/> where the file cannot be read any further.
    /// </summary>
    public bool Read()
    {
        (Current, Problem) = (null, null);
        if (_isOver)
        {
            return false;
        }

        var step = _source is null ? ReadStep.Fatal(1, _refused!) : _source.Next();
        Current = step.Example;
        Problem = step.Message is { } message ? new(_file, Math.Max(1, step.Line), message) : null;
        _isOver = step.IsLast;
        IsComplete = step.IsLast && Problem is null;
        return !_isOver;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _source?.Dispose();
        _bytes.Dispose();
    }
}
