using System.Text;
using System.Text.Json;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.DataSets;

/// <summary>From the fields of CSV, which have no types, to JSON.</summary>
internal static class CsvValue
{
    /// <summary>Adds a field as JSON; what is wrong with it, or null.</summary>
    public static string? Add(ExampleBuilder builder, ReadOnlySpan<char> field, bool isQuoted, CsvValueType type) => type switch
    {
        CsvValueType.Text => AddText(builder, field),
        CsvValueType.Number => AddNumber(builder, field),
        CsvValueType.Json => AddJson(builder, field),
        _ => AddAsItLooks(builder, field, isQuoted),
    };

    private static string? AddText(ExampleBuilder builder, ReadOnlySpan<char> field)
    {
        builder.AddText(field);
        return null;
    }

    private static string? AddNumber(ExampleBuilder builder, ReadOnlySpan<char> field)
    {
        var numeral = field.Trim(" \t");
        if (!JsonNumeral.Is(numeral))
        {
            return $"is not a number: '{Echo.Shorten(field.ToString())}'; write one as JSON has them, as -1.5 or 2e-3";
        }

        builder.AddJson(numeral);
        return JsonNumeral.IsFinite(numeral) ? null : TooLarge(numeral);
    }

    private static string? AddJson(ExampleBuilder builder, ReadOnlySpan<char> field)
    {
        var json = Encoding.UTF8.GetBytes(field.ToString());
        try
        {
            using var document = JsonDocument.Parse(json, new() { MaxDepth = DataSetLimits.Depth, AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return "is not JSON, though csv.types says so";
        }

        builder.AddRaw(json.AsSpan().Trim(" \t\r\n"u8));
        return null;
    }

    private static string? AddAsItLooks(ExampleBuilder builder, ReadOnlySpan<char> field, bool isQuoted)
    {
        var look = isQuoted ? field : field.Trim(" \t");
        if (look.IsEmpty && !isQuoted)
        {
            builder.AddRaw("null"u8);
        }
        else if (JsonNumeral.Is(look))
        {
            builder.AddJson(look);
            return JsonNumeral.IsFinite(look) ? null : TooLarge(look) + ", or say in csv.types that it is text";
        }
        else if (look is "true" or "false")
        {
            builder.AddJson(look);
        }
        else
        {
            builder.AddText(field);
        }

        return null;
    }

    private static string TooLarge(ReadOnlySpan<char> numeral) => $"is larger than any number that a server can hold: {Echo.Shorten(numeral.ToString())}; write a smaller one";
}
