namespace SlaAgent.Core.Exclusions;

/// <summary>Planned time that does not count for one objective. Times are ticks of wall time, UTC.</summary>
/// <param name="From">When it begins.</param>
/// <param name="To">When it ends; not in it any more.</param>
/// <param name="Because">Why, in a few words.</param>
internal readonly record struct PlannedStretch(long From, long To, string Because)
{
    /// <summary>The same time in stretches that do not overlap, in order; where several spans hold, the one that began first names it.</summary>
    public static PlannedStretch[] Of(IEnumerable<(DateTimeOffset From, DateTimeOffset To, string Because)> spans)
    {
        var stretches = new List<PlannedStretch>();
        var reached = long.MinValue;
        foreach (var (from, to, because) in spans.OrderBy(span => span.From).ThenByDescending(span => span.To))
        {
            var begin = Math.Max(from.UtcTicks, reached);
            if (to.UtcTicks > begin)
            {
                stretches.Add(new(begin, to.UtcTicks, because));
                reached = to.UtcTicks;
            }
        }

        return [.. stretches];
    }

    /// <summary>The first of <paramref name="stretches"/> that ends after a moment of wall time; their number where there is none.</summary>
    public static int FirstEndingAfter(PlannedStretch[] stretches, long wall)
    {
        var (low, high) = (0, stretches.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = stretches[middle].To > wall ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
