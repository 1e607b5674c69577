using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace SlaAgent.DemoServer.Classification;

/// <summary>Reads rows of features in the forms that servers without tensors take: lists, objects, and comma-separated lines.</summary>
internal static class FeatureRows
{
    private const int MostRows = 1024;

    /// <summary>Rows from a list of lists, or of objects whose values are the features in order; <paramref name="within"/> finds a row within its element.</summary>
    /// <exception cref="FormatException">They are no such rows, or not of <paramref name="features"/> features.</exception>
    public static ImmutableArray<double[]> Read(JsonElement rows, int features, Func<JsonElement, JsonElement>? within = null)
    {
        if (rows.ValueKind != JsonValueKind.Array || rows.GetArrayLength() is not (>= 1 and <= MostRows))
        {
            throw new FormatException($"the rows must be a list of 1 to {MostRows}");
        }

        return [.. rows.EnumerateArray().Select(row => Row(within?.Invoke(row) ?? row, features))];
    }

    /// <summary>Rows from the list at <paramref name="key"/>.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public static ImmutableArray<double[]> Under(JsonElement document, string key, int features) =>
        document.ValueKind == JsonValueKind.Object && document.TryGetProperty(key, out var rows)
            ? Read(rows, features)
            : throw new FormatException($"'{key}' is missing");

    /// <summary>Rows from comma-separated lines; a first line that is no numbers is taken for their names.</summary>
    /// <exception cref="FormatException">They are no such rows.</exception>
    public static ImmutableArray<double[]> FromText(string text, int features)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => line.Split(',')).ToList();
        if (lines.Count > 0 && !lines[0].All(cell => double.TryParse(cell, CultureInfo.InvariantCulture, out _)))
        {
            lines.RemoveAt(0);
        }

        return lines.Count is >= 1 and <= MostRows && lines.TrueForAll(line => line.Length == features)
            ? [.. lines.Select(line => line.Select(Cell).ToArray())]
            : throw new FormatException($"the rows must be 1 to {MostRows} lines of {features} values");
    }

    private static double Cell(string text) =>
        double.TryParse(text, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw new FormatException("a value is no number");

    private static double[] Row(JsonElement row, int features)
    {
        IEnumerable<JsonElement> values = row.ValueKind switch
        {
            JsonValueKind.Array => row.EnumerateArray(),
            JsonValueKind.Object => row.EnumerateObject().Select(property => property.Value),
            _ => throw new FormatException("a row must be a list or an object"),
        };
        var numbers = values.Select(value => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new FormatException("a value is no number")).ToArray();
        return numbers.Length == features ? numbers : throw new FormatException($"a row must hold {features} values");
    }
}
