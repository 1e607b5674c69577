using SlaAgent.Configuration.TimeZones;
using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Exclusions to their contracts.</summary>
/// <param name="document">The agreement.</param>
/// <param name="timeZone">The agent's time zone.</param>
internal sealed class ExclusionBinder(DocumentScope document, string timeZone)
{
    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("exclusions");

    /// <summary>Binds all exclusions of a spec.</summary>
    /// <param name="spec">The agreement's spec.</param>
    /// <param name="objectives">Names of its objectives.</param>
    public EquatableArray<Exclusion> BindAll(YamlMapping spec, IReadOnlyCollection<string> objectives)
    {
        var exclusions = new List<Exclusion>();
        var items = spec.Items("exclusions");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping map && Bind(map, s_path.Item(i), spec.Duration("notice"), objectives) is { } exclusion)
            {
                exclusions.Add(exclusion);
            }
        }

        return [.. exclusions];
    }

    private Exclusion? Bind(YamlMapping map, NodePath path, TimeSpan? notice, IReadOnlyCollection<string> objectives)
    {
        var references = map.Items("objectives");
        for (var i = 0; i < references.Count; i++)
        {
            ObjectiveNames.Check(document, references[i], path.Key("objectives").Item(i), objectives);
        }

        if (map.Text("name") is not { } name || (map.Has("cron") ? Again(map, path) : (ExclusionTime?)Once(map, path)) is not { } time)
        {
            return null;
        }

        var exclusion = new Exclusion { Name = name, Time = time, Objectives = [.. map.Texts("objectives")], AnnouncedAt = Time(map, "announcedAt") };
        CheckNotice(exclusion, map, path, notice);
        return exclusion;
    }

    private ExclusionTime.Once? Once(YamlMapping map, NodePath path)
    {
        if (Time(map, "from") is not { } from || Time(map, "to") is not { } to)
        {
            return null;
        }

        if (to <= from)
        {
            document.Error(map.PlaceOf("to"), path.Key("to"), "not after from");
            return null;
        }

        return new ExclusionTime.Once(from, to);
    }

    private ExclusionTime.Again? Again(YamlMapping map, NodePath path)
    {
        var zone = map.Text("timeZone") ?? timeZone;
        if (map.Text("cron") is not { } cron || map.Duration("duration") is not { } duration || !IsCron(cron) || ZoneData.Find(zone) is null)
        {
            return null;
        }

        if (CronGap.Longest(cron, zone) is not { } gap)
        {
            document.Error(map.PlaceOf("cron"), path.Key("cron"), "there is no such day again and again; write from and to for what happens once");
            return null;
        }

        if (duration >= gap)
        {
            document.Error(map.PlaceOf("duration"), path.Key("duration"), $"as long as the longest time between two of its starts, {Durations.Format(gap)}: nothing would ever count; make it shorter");
            return null;
        }

        return new ExclusionTime.Again(cron, zone, duration);
    }

    private void CheckNotice(Exclusion exclusion, YamlMapping map, NodePath path, TimeSpan? notice)
    {
        if (exclusion.Time is not ExclusionTime.Once once)
        {
            return;
        }

        if (notice is { } promised && exclusion.AnnouncedAt is null)
        {
            document.Error(map.At, path.Key("announcedAt"), $"missing; this SLA promises to announce what is excluded {Durations.Format(promised)} before: write when this was");
        }
        else if (!exclusion.IsInTime(once.From, notice ?? TimeSpan.Zero))
        {
            var late = notice is { } before ? $"less than {Durations.Format(before)} before its start" : "after its start";
            document.Warn(map.PlaceOf("announcedAt"), path.Key("announcedAt"), $"announced {late}: it does not hold, and its time counts");
        }
    }

    private static bool IsCron(string text) => Cronos.CronExpression.TryParse(text, Cronos.CronFormat.Standard, out _);

    private static DateTimeOffset? Time(YamlMapping map, string key) => Instants.TryParse(map.Text(key) ?? "", out var time) ? time.ToUniversalTime() : null;
}
