using System.Text.Json;

namespace SlaAgent.Ledger;

/// <summary>Bounds of a histogram. JSON has no number that is not finite, and a bound that is not is none.</summary>
internal sealed class BoundsConverter : NumbersConverter<double>
{
    /// <inheritdoc />
    protected override double ReadNumber(ref Utf8JsonReader reader) => reader.GetDouble();

    /// <inheritdoc />
    protected override void WriteNumber(Utf8JsonWriter writer, double number) => writer.WriteNumberValue(double.IsFinite(number) ? number : double.MaxValue);
}
