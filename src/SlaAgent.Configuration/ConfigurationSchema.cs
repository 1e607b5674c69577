using System.Text.Encodings.Web;
using System.Text.Json;
using SlaAgent.Configuration.Shapes;

namespace SlaAgent.Configuration;

/// <summary>The JSON Schema (draft 2020-12) of one document of a configuration, made from what the reader checks.</summary>
public static class ConfigurationSchema
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the schema as indented UTF-8 text, with a newline at its end.</summary>
    public static void Write(Stream stream)
    {
        using (var writer = new Utf8JsonWriter(stream, s_options))
        {
            Write(writer);
        }

        stream.Write("\n"u8);
    }

    /// <summary>Writes the schema.</summary>
    public static void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
        writer.WriteString("$id", "https://slaagent.io/schema/v1");
        writer.WriteString("title", "SlaAgent configuration");
        writer.WriteString("type", "object");
        writer.WriteStartArray("required");
        writer.WriteStringValue("apiVersion");
        writer.WriteStringValue("kind");
        writer.WriteEndArray();
        writer.WriteStartArray("oneOf");
        foreach (var kind in Documents.Kinds.Keys)
        {
            writer.WriteStartObject();
            writer.WriteString("$ref", "#/$defs/" + kind);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteDefinitions(writer);
        writer.WriteEndObject();
    }

    private static void WriteDefinitions(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("$defs");
        writer.WriteStartObject("environment");
        writer.WriteString("description", "A reference to the environment: ${NAME} or ${NAME:-default}.");
        writer.WriteString("type", "string");
        writer.WriteString("pattern", @"\$\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\}");
        writer.WriteEndObject();
        foreach (var (kind, shape) in Documents.Kinds)
        {
            writer.WriteStartObject(kind);
            shape.WriteSchema(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
