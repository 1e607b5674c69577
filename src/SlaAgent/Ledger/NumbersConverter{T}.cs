using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>A list of numbers as a JSON array.</summary>
/// <typeparam name="T">What the numbers stand for.</typeparam>
internal abstract class NumbersConverter<T> : JsonConverter<EquatableArray<T>>
{
    /// <inheritdoc />
    public override EquatableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("numbers are an array");
        }

        var numbers = new List<T>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            numbers.Add(ReadNumber(ref reader));
        }

        return [.. numbers];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value)
        {
            WriteNumber(writer, number);
        }

        writer.WriteEndArray();
    }

    /// <summary>Reads one.</summary>
    protected abstract T ReadNumber(ref Utf8JsonReader reader);

    /// <summary>Writes one.</summary>
    protected abstract void WriteNumber(Utf8JsonWriter writer, T number);
}
