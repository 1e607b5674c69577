using Cronos;
using SlaAgent.Configuration.TimeZones;

namespace SlaAgent.Configuration.Binding;

/// <summary>How far apart the times of a cron expression may lie.</summary>
internal static class CronGap
{
    private const int MostTimes = 4000;

    // Fixed, so that the same text always has the same gap; five years from a leap year hold every day that there is.
    private static readonly DateTimeOffset s_from = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset s_to = s_from.AddYears(5);

    /// <summary>The longest time between two times of a valid expression; null where it has fewer than two (the 30th of February).</summary>
    public static TimeSpan? Longest(string expression, string timeZone)
    {
        TimeSpan? longest = null;
        DateTimeOffset? before = null;
        var times = CronExpression.Parse(expression, CronFormat.Standard).GetOccurrences(s_from, s_to, ZoneData.Get(timeZone));
        foreach (var time in times.Take(MostTimes))
        {
            if (before is { } last && (longest is null || time - last > longest))
            {
                longest = time - last;
            }

            before = time;
        }

        return longest;
    }
}
