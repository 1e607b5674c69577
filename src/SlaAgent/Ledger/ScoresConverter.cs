using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Ledger;

/// <summary>The scores of a run as a JSON array.</summary>
internal sealed class ScoresConverter : JsonConverter<EquatableArray<EvaluationScore>>
{
    /// <inheritdoc />
    public override EquatableArray<EvaluationScore> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("scores are an array");
        }

        var scores = new List<EvaluationScore>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            scores.Add(JsonSerializer.Deserialize(ref reader, ScoreJson.Default.EvaluationScore) ?? throw new JsonException("a score is an object"));
        }

        return [.. scores];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<EvaluationScore> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var score in value)
        {
            JsonSerializer.Serialize(writer, score, ScoreJson.Default.EvaluationScore);
        }

        writer.WriteEndArray();
    }
}
