using System.Text.Json;

namespace SlaAgent.Configuration.Shapes;

/// <summary>Keywords that several kinds of values share.</summary>
internal static class SchemaParts
{
    public static void Text(Utf8JsonWriter writer, string? pattern)
    {
        writer.WriteString("type", "string");
        if (pattern is not null)
        {
            writer.WriteString("pattern", pattern);
        }
    }

    public static void NumberOrPattern(Utf8JsonWriter writer, bool above0, bool below1, string pattern)
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        writer.WriteString("type", "number");
        writer.WriteNumber(above0 ? "exclusiveMinimum" : "minimum", 0);
        writer.WriteNumber(below1 ? "exclusiveMaximum" : "maximum", 1);
        writer.WriteEndObject();
        writer.WriteStartObject();
        Text(writer, pattern);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
