using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.DataSets;

/// <summary>The columns of a CSV file by name.</summary>
internal sealed class CsvHeader
{
    private readonly Dictionary<string, CsvPlace> _places = new(StringComparer.Ordinal);
    private readonly DataSet _dataSet;

    /// <summary>Columns that the configuration names.</summary>
    public CsvHeader(DataSet dataSet)
    {
        _dataSet = dataSet;
        foreach (var column in dataSet.Columns)
        {
            _places[column.Name] = new(column.Name, column.First - 1, column.Last - 1, column.First != column.Last, Type(column.Name));
        }
    }

    /// <summary>Adds a name of the file's own first line; what is wrong with it, or null. A column without a name cannot be asked for, and does no harm.</summary>
    public string? Add(string name, int field) =>
        name.Length == 0 || _places.TryAdd(name, new(name, field, field, false, Type(name)))
            ? null
            : $"the header names '{Echo.Shorten(name)}' twice, as columns {_places[name].First + 1} and {field + 1}; give each its own name";

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => [.. _places.Keys];

    /// <summary>The column of that name; what is wrong with it otherwise, in a file whose lines have so many fields.</summary>
    public CsvPlace? Find(string name, int width, out string? problem)
    {
        problem = null;
        if (!_places.TryGetValue(name, out var place))
        {
            problem = $"there is no column '{Echo.Shorten(name)}'; {NearestName.Hint(name, _places.Keys)}";
        }
        else if (place.Last >= width)
        {
            problem = $"'{name}' is column {(place.IsRun ? $"{place.First + 1}-" : "")}{place.Last + 1}, but the lines have {width}";
        }

        return place;
    }

    /// <summary>As <see cref="Find"/>, for a column that is no array.</summary>
    public CsvPlace? FindSingle(string name, int width, out string? problem)
    {
        var place = Find(name, width, out problem);
        problem ??= place!.IsRun ? $"'{name}' is a run of columns; a label or a name is one of them" : null;
        return place;
    }

    private CsvValueType Type(string name) => _dataSet.Types.FirstOrDefault(type => type.Column == name)?.Type ?? CsvValueType.Auto;
}
