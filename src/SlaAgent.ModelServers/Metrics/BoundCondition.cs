using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Metrics;

/// <summary>A condition on a label, ready to be held against the bytes of a page.</summary>
internal sealed class BoundCondition(LabelCondition condition)
{
    private readonly byte[] _label = Encoding.UTF8.GetBytes(condition.Label);
    private readonly byte[][] _values = [.. condition.Values.Select(Encoding.UTF8.GetBytes)];
    private readonly byte[][] _beginnings = [.. condition.Beginnings.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a series with <paramref name="labels"/> meets all of <paramref name="conditions"/>.</summary>
    public static bool AllHold(BoundCondition[] conditions, ExpositionLabels labels)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(labels))
            {
                return false;
            }
        }

        return true;
    }

    private bool Holds(ExpositionLabels labels)
    {
        labels.TryFind(_label, out var label);
        foreach (var value in _values)
        {
            if (label.HasValue(value))
            {
                return !condition.Negated;
            }
        }

        foreach (var beginning in _beginnings)
        {
            if (label.RawValue.StartsWith(beginning))
            {
                return !condition.Negated;
            }
        }

        return condition.Negated;
    }
}
