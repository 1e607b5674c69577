namespace SlaAgent.Core.Windows;

/// <summary>How finely a window is cut: 240 to 720 slots of a width that people recognise, so that slots of different windows nest.</summary>
internal static class SlotWidth
{
    private const int FewestSlots = 240;

    private static readonly long[] Widths =
    [
        Ms(1), Ms(5), Ms(10), Ms(50), Ms(100), Ms(500), Ms(1_000), Ms(5_000), Ms(10_000), Ms(30_000), Ms(60_000), Ms(300_000), Ms(900_000), Ms(3_600_000),
    ];

    /// <summary>The widest slot that still cuts <paramref name="length"/> into at least 240; above 30 days three hours, which bounds 90 days at 720.</summary>
    public static TimeSpan For(TimeSpan length)
    {
        if (length > TimeSpan.FromDays(30))
        {
            return TimeSpan.FromHours(3);
        }

        var width = Widths[0];
        foreach (var candidate in Widths)
        {
            if (candidate <= length.Ticks / FewestSlots)
            {
                width = candidate;
            }
        }

        return new TimeSpan(width);
    }

    private static long Ms(long milliseconds) => milliseconds * TimeSpan.TicksPerMillisecond;
}
