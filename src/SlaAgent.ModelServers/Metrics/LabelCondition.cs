using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>What must hold of a series' label. A label that a series lacks counts as empty, as in PromQL.</summary>
/// <param name="Label">The label's name.</param>
/// <param name="Values">Values, or beginnings of values.</param>
/// <param name="Begins">Whether <paramref name="Values"/> are beginnings.</param>
/// <param name="Negated">Whether none of them may be the value, rather than one must.</param>
internal sealed record LabelCondition(string Label, EquatableArray<string> Values, bool Begins = false, bool Negated = false)
{
    /// <summary>Whether a series with <paramref name="labels"/> meets the condition.</summary>
    public bool Holds(ExpositionLabels labels)
    {
        labels.TryFind(Encoding.UTF8.GetBytes(Label), out var label);
        foreach (var value in Values.AsSpan())
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            if (Begins ? label.RawValue.StartsWith(bytes) : label.HasValue(bytes))
            {
                return !Negated;
            }
        }

        return Negated;
    }

    /// <summary>As PromQL would write it, for people.</summary>
    public override string ToString()
    {
        var values = string.Join('|', Values.AsSpan().ToArray().Select(value => Begins ? value + ".*" : value));
        return (Begins || Values.Count > 1, Negated) switch
        {
            (true, false) => $"{Label}=~\"{values}\"",
            (true, true) => $"{Label}!~\"{values}\"",
            (false, false) => $"{Label}=\"{values}\"",
            (false, true) => $"{Label}!=\"{values}\"",
        };
    }
}
