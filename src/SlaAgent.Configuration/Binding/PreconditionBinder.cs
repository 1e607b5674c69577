using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What is written under <c>preconditions</c> of an agreement to its contracts.</summary>
/// <param name="document">The agreement.</param>
internal sealed class PreconditionBinder(DocumentScope document)
{
    /// <summary>Most preconditions of one agreement: each is read over a connection of its own.</summary>
    private const int Most = 8;

    private static readonly NodePath s_path = DocumentScope.SpecPath.Key("preconditions");

    /// <summary>The contracts; what is wrong is reported and left out.</summary>
    public EquatableArray<Precondition> BindAll(YamlMapping spec)
    {
        var items = spec.Items("preconditions");
        if (items.Count > Most)
        {
            document.Error(spec.PlaceOf("preconditions"), s_path, $"these are {items.Count}; at most {Most}");
        }

        var bound = new List<Precondition>();
        foreach (var map in items.OfType<YamlMapping>())
        {
            if (map.Text("name") is { } name && map.Number("atLeast") is { } least)
            {
                bound.Add(new(name, MetricsBinder.Source(map), map.Url("url"), least, map.Duration("interval") ?? TrafficSettings.DefaultInterval));
            }
        }

        return [.. bound];
    }
}
