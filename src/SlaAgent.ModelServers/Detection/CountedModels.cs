using System.Text;
using SlaAgent.ModelServers.Exposition;

namespace SlaAgent.ModelServers.Detection;

/// <summary>The models that a page of metrics names.</summary>
internal static class CountedModels
{
    /// <summary>Most names that are taken from a page.</summary>
    public const int Most = 5;

    /// <summary>The models of which <paramref name="counter"/> says that they have answered well, without doubles.</summary>
    /// <param name="page">The page.</param>
    /// <param name="counter">Counts requests by <c>model_name</c> and <c>status</c>: one that failed may have asked for a model that is none.</param>
    public static List<string> Of(ReadOnlyMemory<byte> page, string counter)
    {
        var names = new List<string>();
        var parser = new ExpositionParser();
        var rest = page.Span;
        var wanted = Encoding.UTF8.GetBytes(counter);
        while (names.Count < Most && parser.TryNext(ref rest, out var sample))
        {
            if (sample.Value > 0 && sample.Name.SequenceEqual(wanted) && sample.Labels.TryFind("status"u8, out var status) && status.HasValue("OK"u8)
                && sample.Labels.TryFind("model_name"u8, out var label) && !label.RawValue.Contains((byte)'\\')
                && Encoding.UTF8.GetString(label.RawValue) is var name && ServerDetector.IsName(name) && !names.Contains(name, StringComparer.Ordinal))
            {
                names.Add(name);
            }
        }

        return names;
    }
}
