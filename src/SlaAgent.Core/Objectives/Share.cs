using System.Numerics;

namespace SlaAgent.Core.Objectives;

/// <summary>Exact comparisons of counts with shares: integers and decimals only, so that no rounding ever decides a verdict.</summary>
internal static class Share
{
    private const long Scale = 1_000_000_000_000;

    /// <summary>Whether at least <paramref name="share"/> of <paramref name="events"/> are good. For a percentile q this is count ≥ ⌈q·n⌉.</summary>
    public static bool AtLeast(long good, long events, decimal share) => good >= share * events;

    /// <summary>
    /// Whether <paramref name="bad"/> exceeds the budget of a whole window: (1 − target) × events ÷ (elapsed ÷ window), without a division.
    /// Targets count to twelve decimals.
    /// </summary>
    public static bool Exceeds(long bad, decimal target, long events, long elapsedTicks, long windowTicks)
    {
        var budget = (long)decimal.Round((1m - target) * Scale);

        // Together they can be longer than 128 bits, where slices are counted in parts.
        return Bits(bad) + Bits(elapsedTicks) + Bits(Scale) < 128 && Bits(budget) + Bits(events) + Bits(windowTicks) < 128
            ? (Int128)bad * elapsedTicks * Scale > (Int128)budget * events * windowTicks
            : (BigInteger)bad * elapsedTicks * Scale > (BigInteger)budget * events * windowTicks;
    }

    /// <summary>Whether <paramref name="measured"/> is at least nine tenths of <paramref name="countable"/>.</summary>
    public static bool IsCovered(long measured, long countable) => (Int128)measured * 10 >= (Int128)countable * 9;

    private static int Bits(long number) => 64 - BitOperations.LeadingZeroCount((ulong)number);
}
