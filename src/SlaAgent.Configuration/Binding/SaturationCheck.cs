using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether what is written under <c>saturation</c> can be done.</summary>
internal static class SaturationCheck
{
    public static void Run(DocumentScope document, YamlMapping spec, PresetCapabilities? preset)
    {
        if (spec.Mapping("saturation") is not { } map)
        {
            return;
        }

        var path = DocumentScope.SpecPath.Key("saturation");
        if (map.Has("waiting") && !spec.Has("traffic"))
        {
            document.Error(map.PlaceOf("waiting"), path.Key("waiting"), "how many requests wait is read with the server's own metrics; write traffic: {} in the spec, or leave it out");
        }
        else if (map.Has("waiting") && preset is { Traffic: not { TellsWaiting: true } })
        {
            document.Error(map.PlaceOf("waiting"), path.Key("waiting"), $"the metrics of {preset.Id} do not tell how many requests wait; leave it out, or name what does under spec.traffic.metrics.waiting");
        }

        if (map.Has("backOff") && !map.Flag("backOff") && (map.Has("maxWait") || map.Has("waiting")))
        {
            var key = map.Has("maxWait") ? "maxWait" : "waiting";
            document.Error(map.PlaceOf(key), path.Key(key), "means nothing with backOff: false; leave one of the two out");
        }
    }
}
