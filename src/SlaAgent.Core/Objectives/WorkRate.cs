using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Objectives;

/// <summary>Compares work done with a promised rate: whole counts and exact decimals, so that no rounding ever decides a verdict.</summary>
internal static class WorkRate
{
    /// <summary>No promise is larger than this in a day, so that capping a count there changes no verdict.</summary>
    private const long Most = 1_000_000_000_000_000_000;

    /// <summary>Whether <paramref name="work"/> in so many ticks is at least the rate.</summary>
    public static bool AtLeast(long work, long ticks, Rate rate)
    {
        var needed = rate.PerHour > decimal.MaxValue / Math.Max(1, ticks) ? decimal.MaxValue : rate.PerHour * ticks;
        return Math.Min(work, Most) * (decimal)TimeSpan.TicksPerHour >= needed;
    }

    /// <summary>Work a second, for people; null without time.</summary>
    public static double? PerSecond(long work, long ticks) => ticks > 0 ? work * (double)TimeSpan.TicksPerSecond / ticks : null;
}
