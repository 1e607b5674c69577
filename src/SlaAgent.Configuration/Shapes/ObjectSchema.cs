using System.Text.Json;

namespace SlaAgent.Configuration.Shapes;

/// <summary>Writes the JSON Schema of a mapping.</summary>
internal static class ObjectSchema
{
    public static void Write(ObjectShape shape, Utf8JsonWriter writer)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("properties");
        foreach (var key in shape.Keys)
        {
            writer.WriteStartObject(key.Name);
            writer.WriteString("description", Describe(key));
            key.Value.WriteSchema(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        WriteNames(writer, "required", shape.Keys.Where(k => k.Required).Select(k => k.Name));
        if (shape.FreeKeys)
        {
            writer.WriteStartObject("patternProperties");
            writer.WriteBoolean("^x-", true);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("additionalProperties", false);
        WriteNeeds(shape, writer);
        WriteRequiredUnless(shape, writer);
        WriteRules(shape, writer);
    }

    private static string Describe(KeyShape key) =>
        key.Doc + (key.Default.Length > 0 ? $" Default: {key.Default}." : "") + (key.Later ? " Not in this version." : "");

    private static void WriteNeeds(ObjectShape shape, Utf8JsonWriter writer)
    {
        if (shape.Needs.Count == 0)
        {
            return;
        }

        writer.WriteStartObject("dependentRequired");
        foreach (var (key, needed) in shape.Needs)
        {
            WriteNames(writer, key, [needed]);
        }

        writer.WriteEndObject();
    }

    private static void WriteRequiredUnless(ObjectShape shape, Utf8JsonWriter writer)
    {
        foreach (var (key, unless, value) in shape.RequiredUnless)
        {
            writer.WriteStartArray("anyOf");
            writer.WriteStartObject();
            WriteNames(writer, "required", [key]);
            writer.WriteEndObject();
            writer.WriteStartObject();
            WriteNames(writer, "required", [unless]);
            writer.WriteStartObject("properties");
            writer.WriteStartObject(unless);
            WriteNames(writer, "enum", [value]);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        }
    }

    private static void WriteRules(ObjectShape shape, Utf8JsonWriter writer)
    {
        if (shape.Rules.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("allOf");
        foreach (var rule in shape.Rules)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("oneOf");
            foreach (var key in rule.Keys)
            {
                writer.WriteStartObject();
                WriteNames(writer, "required", [key]);
                writer.WriteEndObject();
            }

            if (rule.Least == 0)
            {
                WriteNone(rule, writer);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteNone(KeyRule rule, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("not");
        writer.WriteStartArray("anyOf");
        foreach (var key in rule.Keys)
        {
            writer.WriteStartObject();
            WriteNames(writer, "required", [key]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter writer, string keyword, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(keyword);
        all.ForEach(writer.WriteStringValue);
        writer.WriteEndArray();
    }
}
