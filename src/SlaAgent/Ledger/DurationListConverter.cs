using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>A list of durations as a JSON array of ticks.</summary>
internal sealed class DurationListConverter : JsonConverter<EquatableArray<TimeSpan>>
{
    /// <inheritdoc />
    public override EquatableArray<TimeSpan> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("durations are an array");
        }

        var durations = new List<TimeSpan>();
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            durations.Add(reader.TryGetInt64(out var ticks) ? new TimeSpan(ticks) : throw new JsonException("a duration is a whole number of ticks"));
        }

        return [.. durations];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<TimeSpan> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var duration in value.AsSpan())
        {
            writer.WriteNumberValue(duration.Ticks);
        }

        writer.WriteEndArray();
    }
}
