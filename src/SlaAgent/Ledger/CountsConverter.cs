using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>Counts as a JSON array.</summary>
internal sealed class CountsConverter : JsonConverter<EquatableArray<long>>
{
    /// <inheritdoc />
    public override EquatableArray<long> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("numbers are an array");
        }

        var numbers = new List<long>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            numbers.Add(reader.GetInt64());
        }

        return [.. numbers];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<long> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}
