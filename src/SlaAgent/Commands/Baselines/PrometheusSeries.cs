using System.Globalization;
using System.Text.Json;

namespace SlaAgent.Commands.Baselines;

/// <summary>One series of a range query at full hours.</summary>
/// <param name="Labels">Its labels.</param>
/// <param name="Hours">Values by the start of the hour at whose end they were asked for; finite ones only.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<DateTimeOffset, double> Hours)
{
    /// <summary>Reads one element of a matrix.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    /// <exception cref="InvalidOperationException">Likewise.</exception>
    /// <exception cref="KeyNotFoundException">Likewise.</exception>
    public static PrometheusSeries Read(JsonElement element)
    {
        var labels = element.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString() ?? "", StringComparer.Ordinal);
        var hours = new Dictionary<DateTimeOffset, double>();
        foreach (var value in element.GetProperty("values").EnumerateArray())
        {
            var number = double.Parse(value[1].GetString() ?? "", NumberStyles.Float, CultureInfo.InvariantCulture);
            if (double.IsFinite(number))
            {
                hours[DateTimeOffset.FromUnixTimeSeconds((long)value[0].GetDouble()).AddHours(-1)] = number;
            }
        }

        return new(labels, hours);
    }
}
