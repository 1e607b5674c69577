using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>A label set as a JSON object.</summary>
internal sealed class LabelSetConverter : JsonConverter<LabelSet>
{
    /// <inheritdoc />
    public override LabelSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("labels are an object");
        }

        var pairs = new List<KeyValuePair<string, string>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!reader.Read() || reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException("a label's value is a string");
            }

            pairs.Add(new(name, reader.GetString()!));
        }

        return LabelSet.From(pairs);
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, LabelSet value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, text) in value.Pairs)
        {
            writer.WriteString(name, text);
        }

        writer.WriteEndObject();
    }
}
