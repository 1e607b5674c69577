using SlaAgent.Core.Contracts;

namespace SlaAgent.Telemetry;

/// <summary>Labels of info metrics: fixed ones, and the user's own with the prefix <c>label_</c>.</summary>
internal static class InfoLabels
{
    public static KeyValuePair<string, object?>[] With(LabelSet labels, params ReadOnlySpan<KeyValuePair<string, object?>> known)
    {
        var all = new List<KeyValuePair<string, object?>>(known.Length + labels.Pairs.Count);
        all.AddRange(known);
        foreach (var pair in labels.Pairs)
        {
            all.Add(new("label_" + pair.Key, pair.Value));
        }

        return [.. all];
    }
}
