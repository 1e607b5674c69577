using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Ledger;

/// <summary>The steps of an escalation as a JSON array.</summary>
internal sealed class EscalationsConverter : JsonConverter<EquatableArray<Escalation>>
{
    /// <inheritdoc />
    public override EquatableArray<Escalation> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("escalations are an array");
        }

        var steps = new List<Escalation>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            steps.Add(JsonSerializer.Deserialize(ref reader, LedgerJson.Default.Escalation) ?? throw new JsonException("an escalation is an object"));
        }

        return [.. steps];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<Escalation> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var step in value)
        {
            JsonSerializer.Serialize(writer, step, LedgerJson.Default.Escalation);
        }

        writer.WriteEndArray();
    }
}
