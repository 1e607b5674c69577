using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>A list of names as a JSON array.</summary>
internal sealed class NameListConverter : JsonConverter<EquatableArray<string>>
{
    /// <inheritdoc />
    public override EquatableArray<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("names are an array");
        }

        var names = new List<string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            names.Add(reader.GetString()!);
        }

        return [.. names];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var name in value)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}
