using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exposition;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>
/// Picks one model's series from those of a server. A series that has one of the labels must have the value; one that lacks them (of a web server
/// in front, say) is everybody's, and is taken.
/// </summary>
internal sealed class SeriesSelector
{
    private const int MostOthers = 3;

    private readonly (byte[] Label, byte[] Value)[] _required;
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly string _wanted;

    private SeriesSelector(IEnumerable<KeyValuePair<string, string>> required, string wanted)
    {
        _required = [.. required.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), Encoding.UTF8.GetBytes(pair.Value)))];
        _wanted = wanted;
    }

    /// <summary>What <paramref name="traffic"/> selects; else the model's name under the labels that the kind of server has for it.</summary>
    public static SeriesSelector Of(ModelService service, TrafficSettings traffic, MetricsMapping mapping)
    {
        if (traffic.Selector is { } selector)
        {
            return new(selector.Pairs, string.Join(',', selector.Pairs.Select(pair => $"{pair.Key}=\"{pair.Value}\"")));
        }

        var labels = service.Model is { } model ? mapping.ModelLabels.Select(label => KeyValuePair.Create(label, model)) : [];
        return new(labels, $"the model \"{service.Model}\"");
    }

    /// <summary>Begins another reading.</summary>
    public void Restart() => _others.Clear();

    /// <summary>Whether a series with <paramref name="labels"/> is one of the model's.</summary>
    public bool Selects(ExpositionLabels labels)
    {
        foreach (var (label, value) in _required)
        {
            if (labels.TryFind(label, out var found) && !found.HasValue(value))
            {
                Remember(found);
                return false;
            }
        }

        return true;
    }

    /// <summary>What to say where no series is the model's.</summary>
    public string Nothing() => $"no series of {_wanted}, but of {string.Join(", ", _others.Order(StringComparer.Ordinal))}: set spec.traffic.selector";

    private void Remember(ExpositionLabel other)
    {
        if (_others.Count < MostOthers)
        {
            _others.Add($"{Encoding.UTF8.GetString(other.Name)}=\"{DetailText.Clean(other.RawValue)}\"");
        }
    }
}
