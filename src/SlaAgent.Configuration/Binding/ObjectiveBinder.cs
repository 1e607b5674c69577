using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

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
        new SliceCheck(document, window).Run(map, path, kind);
        if (kind == "accuracy")
        {
            return BindAccuracy(map, path, probe);
        }

        var source = service is not null && written.Text("source") == "traffic" && !written!.Has("probe") ? new TrafficCheck(document, service, window).Run(map, path, kind) : probe?.Source;
        var target = Target(map, path, kind, written);
        var indicator = source is null ? null : Indicator(kind, written, source);
        CheckInterval(written, path.Key(kind), probe);
        if (source is not null)
        {
            new ClauseBinder(document).Check(map, path, kind, source);
        }

        var objective = indicator is not null && target is { } share && map.Text("name") is { } name && SlicesAreWhole(map)
            ? Contract(map, name, indicator, share)
            : null;
        if (objective is null && source is not null && !document.Check.Bag.HasErrors)
        {
            // What the checks let through and this cannot read must not be left out in silence.
            document.Error(map.At, path, "its numbers cannot be read exactly; write them with fewer digits");
        }

        if (objective is not null && (source is not EventSource.Traffic || objective.Timeslices is not null))
        {
            CheckReachable(map, path, objective, source!.Interval);
        }

        return new(map.Text("name"), map, path, probe, source, objective);
    }

    private BoundObjective BindAccuracy(YamlMapping map, NodePath path, BoundProbe? probe)
    {
        Target(map, path, "accuracy", null);
        var indicator = new AccuracyBinder(document, service).Bind(map, path.Key("accuracy"), probe);
        CheckInterval(map.Mapping("accuracy"), path.Key("accuracy"), probe);
        var source = probe?.Source ?? (indicator is { Probe: null } && service?.Feedback is { } feedback ? new EventSource.LabelledLater(feedback) : null);
        var objective = indicator is not null && source is not null && map.Text("name") is { } name
            ? new Objective { Name = name, Indicator = indicator, Target = 0, MinimumSamples = map.Integer("minimumSamples") ?? 1 }
            : null;
        if (objective is not null && probe?.Data is { } data)
        {
            new EvaluationSize(document).Check(map, path, objective, data);
        }

        return new(map.Text("name"), map, path, probe, source, objective);
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
        if (kind == "throughput" && probe.Load is { } load)
        {
            new LoadCheck(document).Run(written, path, load);
        }

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

    private static Indicator? Indicator(string kind, YamlMapping? written, EventSource source)
    {
        var probe = source is EventSource.Traffic ? null : source.Name;
        return kind switch
        {
            "availability" => new Indicator.Availability { Probe = probe, Except = ClauseBinder.Except(written) },
            "throughput" when written.Rate("atLeast") is { } rate => new Indicator.Throughput
            {
                Probe = probe,
                AtLeast = rate,
                CountsIdle = written.Text("whenIdle") == "include",
                Measure = written.Text("measure") switch
                {
                    "output_tokens" => ThroughputMeasure.OutputTokens,
                    "prompt_tokens" => ThroughputMeasure.PromptTokens,
                    _ => ThroughputMeasure.Requests,
                },
            },
            "latency" when written.Decimal("percentile") is > 0 and < 100 and var percentile && written.Duration("threshold") is { } threshold => new Indicator.Latency
            {
                Probe = probe,
                Measure = Measure(written.Text("measure")),
                Percentile = percentile / 100m,
                Threshold = threshold,
                ExcludeFailures = written.Text("failures") == "exclude",
                Except = ClauseBinder.Except(written),
            },
            _ => null,
        };
    }

    /// <summary>The measure of that name; the default where there is none.</summary>
    public static LatencyMeasure Measure(string? text) => text switch
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
        var good = indicator switch
        {
            Indicator.Latency latency => latency.Percentile,
            Indicator.Throughput _ => 1m,
            _ => slices.Flag("average") ? 1m : slices.Ratio("good"),
        };
        if (slices is not null && good is null)
        {
            return null;
        }

        return new()
        {
            Name = name,
            Indicator = indicator,
            Target = target,
            Timeslices = ClauseBinder.Slices(slices, good ?? 1m),
            MinimumSamples = map.Integer("minimumSamples") ?? Objective.DefaultMinimumSamples(target),
        };
    }

    private void CheckReachable(YamlMapping map, NodePath path, Objective objective, TimeSpan interval)
    {
        var every = objective.Timeslices?.Length ?? interval;
        var most = window.Ticks / Math.Max(every.Ticks, interval.Ticks);
        if (most < objective.MinimumSamples)
        {
            document.Warn(map.PlaceOf("minimumSamples"), path.Key("minimumSamples"), $"{objective.MinimumSamples} are never reached: the window of {Durations.Format(window)} holds at most {most} {(objective.Timeslices is null ? objective.Indicator is Core.Contracts.Indicator.Throughput ? "runs" : "events" : "slices")}, so the status stays unknown; probe more often, or write a smaller number");
        }
    }
}
