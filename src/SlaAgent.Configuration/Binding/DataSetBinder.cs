using System.Globalization;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>A data set, and how it is read.</summary>
/// <param name="document">The ModelService.</param>
internal sealed class DataSetBinder(DocumentScope document)
{
    private static readonly string[] s_types = ["text", "number", "json"];

    /// <summary>The data set of an evaluation; null where it is wrong.</summary>
    public DataSet? Bind(YamlMapping map, NodePath path)
    {
        if (map.File("dataset", document.Check.Folder) is not { } file || !File.Exists(file))
        {
            return null;
        }

        var csv = map.Mapping("csv");
        if (csv is not null && DataSetFormat.Of(file) is { IsCsv: false })
        {
            document.Error(map.Entry("csv")!.Value.KeyAt, path.Key("csv"), "is for CSV files, and this is JSONL, whose lines name their columns; leave it out");
        }

        return Columns(csv, path.Key("csv").Key("columns")) is { } columns
            ? new(file, csv.Integer("skip") ?? 0, columns) { Types = Types(csv) }
            : null;
    }

    private EquatableArray<CsvColumn>? Columns(YamlMapping? csv, NodePath path)
    {
        if (csv?.Mapping("columns") is not { } map)
        {
            return [];
        }

        var columns = new List<CsvColumn>();
        foreach (var entry in map.Entries)
        {
            if (entry.Value is YamlScalar scalar && Column(entry.Key, scalar.Text) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                document.Error(entry.Value.At, path.Key(entry.Key), $"not a column or a range of them; write a number from 1 to {DataSetLimits.Columns}, as 31, or two, as 1-30");
            }
        }

        return columns.Count == map.Entries.Count ? [.. columns] : null;
    }

    private static CsvColumn? Column(string name, string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var first = Number(dash < 0 ? text : text[..dash]);
        var last = dash < 0 ? first : Number(text[(dash + 1)..]);
        return first is { } from && last is { } to && from <= to ? new(name, from, to) : null;
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= DataSetLimits.Columns ? number : null;

    private static EquatableArray<CsvColumnType> Types(YamlMapping? csv) => csv?.Mapping("types") is not { } map
        ? []
        : [.. map.Entries.Select(entry => new CsvColumnType(entry.Key, (CsvValueType)(1 + Array.IndexOf(s_types, (entry.Value as YamlScalar)?.Text))))];
}
