using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>The objectives of an agreement to their contracts.</summary>
/// <param name="document">The agreement.</param>
/// <param name="service">Its service; null where there is none.</param>
/// <param name="window">Its window.</param>
internal sealed class ObjectiveBinder(DocumentScope document, BoundService? service, TimeSpan window)
{
    private static readonly string[] s_kinds = ["availability", "latency", "throughput", "accuracy"];

    public IReadOnlyList<BoundObjective> BindAll(YamlMapping spec)
    {
        var path = DocumentScope.SpecPath.Key("objectives");
        var items = spec.Items("objectives");
        var objectives = new List<BoundObjective>();
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping map)
            {
                objectives.Add(Bind(map, path.Item(i)));
            }
        }

        return objectives;
    }

    private BoundObjective Bind(YamlMapping map, NodePath path)
    {
        var kind = s_kinds.FirstOrDefault(map.Has) ?? "";
        var written = map.Mapping(kind);
        var probe = written is null ? null : FindProbe(written, path.Key(kind), kind);
        CheckSlices(map, path, kind);
        var target = Target(map, path, kind, written);
        var indicator = Indicator(kind, written, probe);
        CheckInterval(written, path.Key(kind), probe);
        var objective = indicator is not null && target is { } share && map.Text("name") is { } name && SlicesAreWhole(map)
            ? Contract(map, name, indicator, share)
            : null;
        if (objective is null && (kind is "availability" or "latency") && probe?.Probe is not null && !document.Check.Bag.HasErrors)
        {
            // What the checks let through and this cannot read must not be left out in silence.
            document.Error(map.At, path, "its numbers cannot be read exactly; write them with fewer digits");
        }

        if (objective is not null && probe?.Interval is { } interval)
        {
            CheckReachable(map, path, objective, interval);
        }

        return new(map.Text("name"), map, path, probe, objective);
    }

    private static bool SlicesAreWhole(YamlMapping map) => !map.Has("timeslices") || map.Mapping("timeslices").Duration("length") is not null;

    private BoundProbe? FindProbe(YamlMapping written, NodePath path, string kind)
    {
        if (service is null || written.Scalar("probe") is not { } name || !name.Is(ScalarType.Text))
        {
            return null;
        }

        var probe = service.Probes.FirstOrDefault(p => p.Name == name.Text);
        if (probe is null)
        {
            document.Error(name.At, path.Key("probe"), $"the service {service.Name} has no probe {Echo.Value(name)}; {NearestName.Hint(name.FromEnvironment ? "" : name.Text, [.. service.Probes.Select(p => p.Name)])}");
            return null;
        }

        CheckKind(written, path, kind, probe);
        return probe;
    }

    private void CheckKind(YamlMapping written, NodePath path, string kind, BoundProbe probe)
    {
        var at = written.PlaceOf("probe");
        var needed = kind switch { "accuracy" => "evaluation", "throughput" => "load", _ => "" };
        if (probe.Kind.Length > 0 && needed.Length > 0 && probe.Kind != needed)
        {
            document.Error(at, path.Key("probe"), $"{kind} needs a probe with {needed}; {probe.Name} has {probe.Kind}");
        }
        else if (needed.Length == 0 && (probe.Kind is "evaluation" or "load"))
        {
            document.Error(at, path.Key("probe"), $"{kind} needs a probe with health or inference; {probe.Name} has {probe.Kind}");
        }
        else if (written.Text("measure") is "time_to_first_token" or "time_per_output_token" or "inter_chunk_latency" && probe.StreamsPrompt == false)
        {
            document.Error(written.PlaceOf("measure"), path.Key("measure"), $"needs a probe that streams a prompt (inference: {{ prompt: …, stream: true }}); {probe.Name} does not");
        }
    }

    private void CheckInterval(YamlMapping? written, NodePath path, BoundProbe? probe)
    {
        if (written is not null && probe?.Interval > window)
        {
            document.Error(written.PlaceOf("probe"), path.Key("probe"), $"{probe.Name} runs every {Durations.Format(probe.Interval.Value)}, less than once in the window of {Durations.Format(window)}");
        }
    }

    private void CheckSlices(YamlMapping map, NodePath path, string kind)
    {
        if (map.Mapping("timeslices") is not { } slices)
        {
            if (kind == "throughput")
            {
                document.Error(map.At, path.Key("timeslices"), "missing; throughput is judged by slices, as { length: 1m }");
            }

            return;
        }

        var here = path.Key("timeslices");
        if (slices.Duration("length") is { } length && length > window)
        {
            document.Error(slices.PlaceOf("length"), here.Key("length"), $"longer than the window of {Durations.Format(window)}");
        }

        if (kind is "latency" or "throughput" && slices.Entry("good") is { } good)
        {
            document.Error(good.KeyAt, here.Key("good"), kind == "latency" ? "leave it out: for latency the percentile says how many events of a slice must be good" : "leave it out: atLeast says when a slice is good");
        }
        else if (kind == "availability" && !slices.Has("good"))
        {
            document.Error(slices.At, here.Key("good"), "missing; write the share of a slice's events that makes it good, as 95%");
        }
        else if (kind == "accuracy")
        {
            document.Error(slices.At, here, "accuracy is judged by evaluations, not by slices; leave it out");
        }
    }

    private decimal? Target(YamlMapping map, NodePath path, string kind, YamlMapping? written)
    {
        var here = path.Key("target");
        var percentile = written.Decimal("percentile") / 100m;
        if (kind == "latency" && !map.Has("timeslices"))
        {
            if (map.Entry("target") is { } entry)
            {
                document.Error(entry.KeyAt, here, "leave it out: the target of a percentile is the percentile itself; it is written only with timeslices, where it says how many slices must be good");
            }

            return percentile is > 0 and < 1 ? percentile : null;
        }

        if (kind == "accuracy" && map.Entry("target") is { } unneeded)
        {
            document.Error(unneeded.KeyAt, here, "leave it out: atLeast or atMost is the target of an accuracy");
        }
        else if (kind is "availability" or "throughput" or "latency" && !map.Has("target"))
        {
            document.Error(map.At, here, kind == "latency" ? "missing; with timeslices it says how many slices must be good, as 99%" : "missing; write a ratio, as 99.9%");
        }

        return map.Ratio("target") is { } target and < 1 ? target : null;
    }

    private static Indicator? Indicator(string kind, YamlMapping? written, BoundProbe? probe)
    {
        if (written is null || probe?.Probe is null)
        {
            return null;
        }

        return kind switch
        {
            "availability" => new Indicator.Availability { Probe = probe.Name },
            "latency" when written.Decimal("percentile") is > 0 and < 100 and var percentile && written.Duration("threshold") is { } threshold => new Indicator.Latency
            {
                Probe = probe.Name,
                Measure = Measure(written.Text("measure")),
                Percentile = percentile / 100m,
                Threshold = threshold,
                ExcludeFailures = written.Text("failures") == "exclude",
            },
            _ => null,
        };
    }

    private static LatencyMeasure Measure(string? text) => text switch
    {
        "first_byte" => LatencyMeasure.FirstByte,
        "time_to_first_token" => LatencyMeasure.TimeToFirstToken,
        "time_per_output_token" => LatencyMeasure.TimePerOutputToken,
        "inter_chunk_latency" => LatencyMeasure.InterChunkLatency,
        _ => LatencyMeasure.Total,
    };

    private static Objective? Contract(YamlMapping map, string name, Indicator indicator, decimal target)
    {
        var slices = map.Mapping("timeslices");
        var good = indicator is Indicator.Latency latency ? latency.Percentile : slices.Ratio("good");
        if (slices is not null && good is null)
        {
            return null;
        }

        return new()
        {
            Name = name,
            Indicator = indicator,
            Target = target,
            Timeslices = slices.Duration("length") is { } length ? new(length, good!.Value) : null,
            MinimumSamples = map.Integer("minimumSamples") ?? Objective.DefaultMinimumSamples(target),
        };
    }

    private void CheckReachable(YamlMapping map, NodePath path, Objective objective, TimeSpan interval)
    {
        var every = objective.Timeslices?.Length ?? interval;
        var most = window.Ticks / Math.Max(every.Ticks, interval.Ticks);
        if (most < objective.MinimumSamples)
        {
            document.Warn(map.PlaceOf("minimumSamples"), path.Key("minimumSamples"), $"{objective.MinimumSamples} are never reached: the window of {Durations.Format(window)} holds at most {most} {(objective.Timeslices is null ? "events" : "slices")}, so the status stays unknown; probe more often, or write a smaller number");
        }
    }
}
