using SlaAgent.Configuration.TimeZones;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>When something that takes a while begins.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="timeZone">The agent's time zone.</param>
internal sealed class ScheduleBinder(DocumentScope document, string timeZone)
{
    /// <summary>The schedule of a probe; null where it is wrong.</summary>
    public RunSchedule? Bind(YamlMapping map, NodePath path)
    {
        if (map.Duration("interval") is { } interval)
        {
            return new RunSchedule.Every(interval);
        }

        var zone = map.Text("timeZone") ?? timeZone;
        if (map.Text("schedule") is not { } written || !IsCron(written) || ZoneData.Find(zone) is null)
        {
            return null;
        }

        if (CronGap.Longest(written, zone) is { } gap)
        {
            return new RunSchedule.Cron(written, zone, gap);
        }

        document.Error(map.PlaceOf("schedule"), path.Key("schedule"), "there is no such day again and again; it would hardly ever run");
        return null;
    }

    private static bool IsCron(string text) => Cronos.CronExpression.TryParse(text, Cronos.CronFormat.Standard, out _);
}
