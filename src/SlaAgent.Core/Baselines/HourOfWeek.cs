namespace SlaAgent.Core.Baselines;

/// <summary>The 168 hours of a week as people live them: 0 is Monday from midnight, in their time zone.</summary>
public static class HourOfWeek
{
    /// <summary>How many there are.</summary>
    public const int Count = 168;

    /// <summary>The hour of the week of an instant; where clocks go back, two hours of one night are the same one.</summary>
    public static int Of(DateTimeOffset at, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return ((((int)local.DayOfWeek + 6) % 7) * 24) + local.Hour;
    }
}
