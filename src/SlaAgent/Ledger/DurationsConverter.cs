using System.Text.Json;

namespace SlaAgent.Ledger;

/// <summary>Durations, in ticks.</summary>
internal sealed class DurationsConverter : NumbersConverter<TimeSpan>
{
    /// <inheritdoc />
    protected override TimeSpan ReadNumber(ref Utf8JsonReader reader) => new(reader.GetInt64());

    /// <inheritdoc />
    protected override void WriteNumber(Utf8JsonWriter writer, TimeSpan number) => writer.WriteNumberValue(number.Ticks);
}
