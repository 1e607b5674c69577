using System.Text.Json;

namespace SlaAgent.Ledger;

/// <summary>Counts.</summary>
internal sealed class CountsConverter : NumbersConverter<long>
{
    /// <inheritdoc />
    protected override long ReadNumber(ref Utf8JsonReader reader) => reader.GetInt64();

    /// <inheritdoc />
    protected override void WriteNumber(Utf8JsonWriter writer, long number) => writer.WriteNumberValue(number);
}
