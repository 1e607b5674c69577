using SlaAgent.Configuration.DataSets;
using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>The probes of a service to their contracts.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="preset">What its preset can do; null where it is unknown or of a later version.</param>
/// <param name="overrides">What its server does otherwise than the preset; null for nothing.</param>
/// <param name="timeZone">The agent's time zone.</param>
/// <param name="isGrpc">Whether the service is asked over gRPC.</param>
internal sealed class ProbeBinder(DocumentScope document, PresetCapabilities? preset, PresetOverrides? overrides, string timeZone, bool isGrpc)
{
    private static readonly TimeSpan s_longestDefaultTimeout = TimeSpan.FromSeconds(10);

    private static readonly string[] s_kinds = ["health", "inference", "evaluation", "load"];

    private readonly InferenceBinder _inference = new(document, preset, overrides, isGrpc);

    public IReadOnlyList<BoundProbe> BindAll(YamlMapping spec)
    {
        var path = DocumentScope.SpecPath.Key("probes");
        var probes = new List<BoundProbe>();
        var items = spec.Items("probes");
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is YamlMapping map && Bind(map, path.Item(i)) is { } probe)
            {
                probes.Add(probe);
            }
        }

        return probes;
    }

    private BoundProbe? Bind(YamlMapping map, NodePath path)
    {
        var interval = map.Duration("interval");
        var timeout = map.Duration("timeout");
        if (timeout > interval)
        {
            document.Error(map.PlaceOf("timeout"), path.Key("timeout"), $"longer than the interval of {Durations.Format(interval.Value)}; make it at most that, so that one probe ends before the next begins");
        }

        var kind = s_kinds.Where(map.Has).Take(2).ToList() is [var only] ? only : "";
        ProbeRequest? request = kind switch
        {
            "health" => Health(map.Mapping("health"), path.Key("health")),
            "inference" => _inference.Bind(map.Mapping("inference"), path.Key("inference")),
            _ => null,
        };
        var load = kind == "load" ? new LoadBinder(document, _inference, timeZone).Bind(map, path) : null;
        DataSetSummary? data = null;
        var evaluation = kind == "evaluation" ? new EvaluationBinder(document, _inference, timeZone).Bind(map, path, out data) : null;
        if (kind is "health" or "inference" && map.Entry("schedule") is { } schedule)
        {
            document.Error(schedule.KeyAt, path.Key("schedule"), $"is for evaluation and load; write an interval, as 5s, for {kind}");
        }

        if (map.Text("name") is not { } name)
        {
            return null;
        }

        var inference = map.Mapping("inference");
        bool? streams = kind.Length == 0 ? null : kind == "inference" && inference is not null && inference.Has("prompt") && inference.Flag("stream");
        var probe = request is not null && interval is { } every && (timeout is not null || !map.Has("timeout"))
            ? new Probe(name, every, timeout ?? Shorter(every), request)
            : null;
        return new(name, kind, interval ?? load?.Schedule.LongestGap ?? evaluation?.Schedule.LongestGap, streams, probe, load) { Evaluation = evaluation, Data = data };
    }

    /// <summary>The part of overrides that a kind of probe is about: a change of the rest leaves it alone.</summary>
    internal static PresetOverrides? Part(PresetOverrides? overrides, Func<PresetOverrides, PresetOverrides> of) =>
        overrides is null || of(overrides) is var part && part == new PresetOverrides() ? null : part;

    private static TimeSpan Shorter(TimeSpan interval) => interval < s_longestDefaultTimeout ? interval : s_longestDefaultTimeout;

    private ProbeRequest.Health? Health(YamlMapping? map, NodePath path)
    {
        if (map is null)
        {
            return null;
        }

        if (isGrpc)
        {
            HttpOnly.Refuse(document, map, path, "path", "status");
        }
        else if (preset is { HasHealth: false, HasHttp: true } && !map.Has("path") && !map.Has("ask"))
        {
            var platform = preset.Variables is { } variables ? $" and {variables.HealthPath} is not set" : "";
            document.Error(map.At, path.Key("path"), $"missing; the preset {preset.Id} has no health path of its own{platform}");
        }

        var signal = Array.Find(PresetBinder.Signals, s => s.Name == map.Text("ask")).Signal;
        if (preset is not null && signal != HealthSignal.Default && !preset.Signals.Contains(signal))
        {
            var known = string.Join(", ", PresetBinder.Signals.Where(s => preset.Signals.Contains(s.Signal)).Select(s => s.Name));
            document.Error(map.PlaceOf("ask"), path.Key("ask"), $"the preset {preset.Id} has no such question; {(known.Length == 0 ? "write a path" : $"it has {known}")}, or describe it under spec.preset");
        }

        if (isGrpc && signal == HealthSignal.Listing)
        {
            document.Error(map.PlaceOf("ask"), path.Key("ask"), "there is no such question over gRPC; it has live, ready and modelReady");
        }

        return new(map.Text("path"))
        {
            Signal = signal,
            Expect = new Expectation { Statuses = InferenceBinder.Statuses(map) },
            Overrides = map.Has("path") ? null : Part(overrides, o => o with { Inference = null, Stream = null }),
        };
    }
}
