using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What is written under <c>traffic.metrics</c> and <c>traffic.awake</c> to their contracts.</summary>
/// <param name="document">The ModelService.</param>
internal sealed class MetricsBinder(DocumentScope document)
{
    /// <summary>Most metrics of one service: what is asked of each line of a page is bounded.</summary>
    private const int MostMetrics = 32;

    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("traffic");

    /// <summary>The names of the server's own metrics; null where none is written.</summary>
    public MetricsOverride? Metrics(YamlMapping traffic)
    {
        if (traffic.Mapping("metrics") is not { Entries.Count: > 0 } map)
        {
            return null;
        }

        CheckNumber(map);
        var asleep = map.Mapping("asleep");
        return new()
        {
            Good = Count(map, "good"),
            Bad = Count(map, "bad"),
            PromptTokens = Count(map, "promptTokens"),
            OutputTokens = Count(map, "outputTokens"),
            Duration = Duration(map, "duration"),
            TimeToFirstToken = Duration(map, "timeToFirstToken"),
            InterToken = Duration(map, "timePerOutputToken") ?? Duration(map, "timeBetweenTokens"),
            InterTokenIsPerRequest = map.Has("timePerOutputToken"),
            QueueTime = Duration(map, "queueTime"),
            Running = Gauge(map.Mapping("running")),
            Waiting = Gauge(map.Mapping("waiting")),
            CacheUse = Gauge(map.Mapping("cacheUse"), isShare: true),
            Asleep = Gauge(asleep),
            Awake = Gauge(asleep?.Mapping("unless")),
        };
    }

    /// <summary>What says whether the service is scaled to nothing; null where nothing does.</summary>
    public static AwakeMetric? Awake(YamlMapping traffic) => traffic.Mapping("awake") is not { } map ? null : new(
        Source(map),
        map.Url("url"),
        map.Text("probes") switch { "health" => ProbesAsleep.Health, "all" => ProbesAsleep.All, _ => ProbesAsleep.None });

    /// <summary>The series of a metric that are meant.</summary>
    public static MetricSource Source(YamlMapping map) => new(
        [.. Many(map.Find("metric")).OfType<YamlScalar>().Select(name => name.Text)],
        [.. Conditions(map, "labels", isNegated: false), .. Conditions(map, "except", isNegated: true)]);

    private static IEnumerable<LabelCondition> Conditions(YamlMapping map, string key, bool isNegated)
    {
        foreach (var label in map.Mapping(key)?.Entries ?? [])
        {
            var values = Many(label.Value).OfType<YamlScalar>().Select(value => value.Text).ToLookup(text => text.EndsWith('*'));
            yield return new(label.Key, [.. values[false]], [.. values[true].Select(text => text[..^1])], isNegated);
        }
    }

    private static GaugeMapping? Gauge(YamlMapping? map, bool isShare = false) => map is null ? null : new(Source(map), isShare);

    private static IReadOnlyList<YamlNode> Many(YamlNode? node) => node switch { null => [], YamlSequence list => list.Items, _ => [node] };

    private static int Sources(YamlNode? node) => node switch
    {
        YamlMapping map => (map.Has("metric") ? 1 : 0) + map.Entries.Sum(entry => Sources(entry.Value)),
        YamlSequence list => list.Items.Sum(Sources),
        _ => 0,
    };

    private void CheckNumber(YamlMapping map)
    {
        if (Sources(map) is > MostMetrics and var number)
        {
            document.Error(map.At, s_path.Key("metrics"), $"these are {number} metrics; at most {MostMetrics}");
        }
    }

    private CountMapping? Count(YamlMapping map, string key)
    {
        var terms = new List<CountTerm>();
        foreach (var part in Many(map.Find(key)).OfType<YamlMapping>())
        {
            var (source, join) = (Source(part), part.Text("join"));
            if (terms.Count == 0)
            {
                CheckFirst(part, key);
                terms.Add(new([source]));
            }
            else if (join == "greater")
            {
                terms[^1] = terms[^1] with { Sources = [.. terms[^1].Sources, source] };
            }
            else
            {
                terms.Add(new([source], IsSubtracted: join == "minus"));
            }
        }

        return terms.Count == 0 ? null : new([.. terms]);
    }

    private void CheckFirst(YamlMapping part, string key)
    {
        if (part.Text("join") is "minus" or "greater")
        {
            document.Error(part.PlaceOf("join"), s_path.Key("metrics").Key(key).Key("join"), "there is nothing before it that it could join; leave it out");
        }
    }

    private DurationMapping? Duration(YamlMapping map, string key)
    {
        if (map.Mapping(key) is not { } part)
        {
            return null;
        }

        var unitsPerSecond = part.Text("unit") switch { "milliseconds" => 1e3, "microseconds" => 1e6, "nanoseconds" => 1e9, _ => 1.0 };
        var bounds = part.Items("bounds").OfType<YamlScalar>().Select(bound => Reading.Number(bound)).OfType<double>().ToList();
        for (var i = 1; i < bounds.Count; i++)
        {
            if (bounds[i] <= bounds[i - 1])
            {
                document.Error(part.Items("bounds")[i].At, s_path.Key("metrics").Key(key).Key("bounds").Item(i), "not above the bound before it");
                break;
            }
        }

        return new(Source(part), unitsPerSecond, [.. bounds.Select(bound => bound / unitsPerSecond)]);
    }
}
