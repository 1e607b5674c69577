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
    private readonly bool _isWritten;
    private readonly bool[] _seen;

    private SeriesSelector(IEnumerable<KeyValuePair<string, string>> required, string wanted, bool isWritten)
    {
        _required = [.. required.Select(pair => (Encoding.UTF8.GetBytes(pair.Key), Encoding.UTF8.GetBytes(pair.Value)))];
        _wanted = wanted;
        _isWritten = isWritten;
        _seen = new bool[_required.Length];
    }

    /// <summary>What <paramref name="traffic"/> selects; else the model's name under the labels that the kind of server has for it.</summary>
    public static SeriesSelector Of(ModelService service, TrafficSettings traffic, MetricsMapping mapping)
    {
        if (traffic.Selector is { } selector)
        {
            return new(selector.Pairs, string.Join(',', selector.Pairs.Select(pair => $"{pair.Key}=\"{pair.Value}\"")), isWritten: true);
        }

        var labels = service.Model is { } model ? mapping.ModelLabels.Select(label => KeyValuePair.Create(label, model)) : [];
        return new(labels, $"the model \"{service.Model}\"", isWritten: false);
    }

    /// <summary>Begins another reading.</summary>
    public void Restart()
    {
        _others.Clear();
        Array.Clear(_seen);
    }

    /// <summary>Whether a series with <paramref name="labels"/> is one of the model's.</summary>
    public bool Selects(ExpositionLabels labels)
    {
        for (var i = 0; i < _required.Length; i++)
        {
            if (!labels.TryFind(_required[i].Label, out var found))
            {
                continue;
            }

            _seen[i] = true;
            if (!found.HasValue(_required[i].Value))
            {
                Remember(found);
                return false;
            }
        }

        return true;
    }

    /// <summary>What to say where a label that the user selects by is on no series: it would pick nothing. Null where there is none such.</summary>
    public string? Unknown() => _isWritten && Array.IndexOf(_seen, false) is >= 0 and var missing
        ? $"no series has the label {Encoding.UTF8.GetString(_required[missing].Label)} of spec.traffic.selector"
        : null;

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
