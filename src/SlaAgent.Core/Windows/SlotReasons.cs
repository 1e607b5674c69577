using System.Globalization;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Core.Windows;

/// <summary>
/// The written form of why events were bad: <c>http_5xx 12,too_slow 3</c>, in order of names. Names rather than numbers, because what is written is read by
/// later versions.
/// </summary>
public static class SlotReasons
{
    /// <summary>A success that was too slow.</summary>
    public const string TooSlow = "too_slow";

    /// <summary>A request of a user that failed; the server's metrics do not say why.</summary>
    public const string Failed = "failed";

    /// <summary>A slice, or a run of load, with too little work done.</summary>
    public const string TooLittleWork = "too_little_work";

    /// <summary>Writes counts; those of the same reason add up, and what comes to nothing is left out.</summary>
    public static string Write(IEnumerable<ReasonCount> counts)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (reason, count) in counts)
        {
            sums[reason] = sums.GetValueOrDefault(reason) + count;
        }

        var text = new StringBuilder();
        foreach (var (reason, count) in sums)
        {
            if (count != 0)
            {
                text.Append(text.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{reason} {count}");
            }
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is not that.</exception>
    public static EquatableArray<ReasonCount> Read(string text)
    {
        var counts = new List<ReasonCount>();
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var space = part.IndexOf(' ', StringComparison.Ordinal);
            if (space <= 0 || !long.TryParse(part.AsSpan(space + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            {
                throw new FormatException($"'{part}' is not a reason and its count");
            }

            counts.Add(new ReasonCount(part[..space], count));
        }

        return [.. counts];
    }

    /// <summary>The counts of both.</summary>
    /// <exception cref="FormatException">One of them is not what <see cref="Write"/> wrote.</exception>
    public static string Merge(string left, string right) =>
        left.Length == 0 ? right : right.Length == 0 ? left : Write([.. Read(left), .. Read(right)]);
}
