namespace SlaAgent.Core.DataSets;

/// <summary>One labelled example of a data set, with the values that are asked about. Immutable, and independent of the reader it came from.</summary>
public sealed class Example
{
    private readonly byte[] _json;
    private readonly int[] _ends;

    /// <summary>Takes what was read; the arrays must not be changed afterwards.</summary>
    /// <param name="index">Place among the examples, from 0.</param>
    /// <param name="line">Line on which it begins, from 1.</param>
    /// <param name="label">The truth.</param>
    /// <param name="id">What names it in reports; null where its line does.</param>
    /// <param name="json">The values as JSON in UTF-8, one behind the other.</param>
    /// <param name="ends">Where each value ends.</param>
    public Example(long index, long line, string label, string? id, byte[] json, int[] ends)
    {
        (Index, Line, Label, Id) = (index, line, label, id);
        (_json, _ends) = (json, ends);
    }

    /// <summary>Place among the examples of its file, from 0.</summary>
    public long Index { get; }

    /// <summary>Line of the (decompressed) file on which it begins, from 1.</summary>
    public long Line { get; }

    /// <summary>The truth as text, never empty: a field of CSV as it is written, a value of JSON as its <see cref="CanonicalText"/>.</summary>
    public string Label { get; }

    /// <summary>What names it in reports; null where its line does.</summary>
    public string? Id { get; }

    /// <summary>How many values it has: those of the columns that were asked for, in that order.</summary>
    public int Count => _ends.Length;

    /// <summary>A value as JSON in UTF-8; an array for a run of columns.</summary>
    /// <param name="column">Place among the columns that the reader was asked for.</param>
    public ReadOnlySpan<byte> Json(int column) => _json.AsSpan((column == 0 ? 0 : _ends[column - 1]).._ends[column]);
}
