using SlaAgent.Configuration.Values;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>The probes of a service to their contracts.</summary>
/// <param name="document">The ModelService.</param>
/// <param name="preset">Its preset; null where it is unknown or of a later version.</param>
/// <param name="isGrpc">Whether the service is asked over gRPC.</param>
internal sealed class ProbeBinder(DocumentScope document, PresetCapabilities? preset, bool isGrpc)
{
    private static readonly TimeSpan s_longestDefaultTimeout = TimeSpan.FromSeconds(10);

    private static readonly string[] s_kinds = ["health", "inference", "evaluation", "load"];

    private readonly InferenceBinder _inference = new(document, preset, isGrpc);

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
        if (kind == "load")
        {
            _inference.Bind(map.Mapping("load")?.Mapping("inference"), path.Key("load").Key("inference"));
            CheckLoad(map.Mapping("load"), path.Key("load"));
        }
        else if (kind == "evaluation")
        {
            CheckEvaluation(map.Mapping("evaluation"), path.Key("evaluation"));
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
        return new(name, kind, interval, streams, probe);
    }

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
        else if (preset is { HasHealth: false, HasHttp: true } && !map.Has("path"))
        {
            document.Error(map.At, path.Key("path"), $"missing; the preset {preset.Id} has no health path of its own");
        }

        return new(map.Text("path")) { Expect = new Expectation { Statuses = InferenceBinder.Statuses(map) } };
    }

    private void CheckLoad(YamlMapping? map, NodePath path)
    {
        if (map is not null && map.Text("arrivals") == "trace" != map.Has("trace"))
        {
            document.Error(map.At, path.Key("trace"), "arrivals: trace and trace, the file, go together");
        }
        else if (map is not null && !map.Has("trace") && !map.Has("rate"))
        {
            document.Error(map.At, path.Key("rate"), "missing; write a rate, as 20/s");
        }
    }

    private void CheckEvaluation(YamlMapping? map, NodePath path)
    {
        if (map is null)
        {
            return;
        }

        if (!map.Has("request") && !map.Has("prompt"))
        {
            document.Error(map.At, path, "one of request and prompt is missing");
        }
    }
}
