using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>Bounds of a histogram as a JSON array.</summary>
internal sealed class BoundsConverter : JsonConverter<EquatableArray<double>>
{
    /// <inheritdoc />
    public override EquatableArray<double> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("numbers are an array");
        }

        var numbers = new List<double>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            numbers.Add(reader.GetDouble());
        }

        return [.. numbers];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<double> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var number in value)
        {
            // JSON has no number that is not finite, and a bound that is not is none.
            writer.WriteNumberValue(double.IsFinite(number) ? number : double.MaxValue);
        }

        writer.WriteEndArray();
    }
}
