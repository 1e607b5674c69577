using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Ledger;

/// <summary>A list of records as a JSON array of objects.</summary>
/// <param name="item">How one of them is read and written; asked for when it is needed, because it may be made with this converter.</param>
internal abstract class RecordsConverter<T>(Func<JsonTypeInfo<T>> item) : JsonConverter<EquatableArray<T>>
    where T : class
{
    /// <inheritdoc />
    public override EquatableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("a list of records is an array");
        }

        var records = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            records.Add(JsonSerializer.Deserialize(ref reader, item()) ?? throw new JsonException("a record is an object"));
        }

        return [.. records];
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, EquatableArray<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var record in value)
        {
            JsonSerializer.Serialize(writer, record, item());
        }

        writer.WriteEndArray();
    }
}
