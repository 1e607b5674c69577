using SlaAgent.Configuration;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Telemetry;

/// <summary>Burn rates of an objective by window, each window once.</summary>
internal static class BurnRates
{
    public static IEnumerable<KeyValuePair<string, double>> ByWindow(ObjectiveStatus objective)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var row in objective.BurnRates)
        {
            Add(values, row.Rule.Long, row.LongValue);
            Add(values, row.Rule.Short, row.ShortValue);
        }

        return values;
    }

    private static void Add(Dictionary<string, double> values, TimeSpan window, double? value)
    {
        if (value is { } known)
        {
            values[DurationText.Write(window)] = known;
        }
    }
}
