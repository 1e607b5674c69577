namespace SlaAgent.Core.Baselines;

/// <summary>
/// What is usual in each hour of the week: the median over the weeks, which neither a holiday nor an outage nor a gap pulls away. Every hour is held against the
/// same hour of the <em>other</em> weeks, so that nothing is judged by a median that it has itself moved, and noise is not taken for a season.
/// </summary>
public sealed class SeasonalProfile
{
    private const double Unusual = 5;
    private const double VeryUnusual = 8;

    private readonly double?[] _usual = new double?[HourOfWeek.Count];
    private readonly int[] _weeks = new int[HourOfWeek.Count];

    private SeasonalProfile()
    {
    }

    /// <summary>The usual value of each hour of the week; null where there was none.</summary>
    public IReadOnlyList<double?> Usual => _usual;

    /// <summary>How many values each of them rests on.</summary>
    public IReadOnlyList<int> Weeks => _weeks;

    /// <summary>The usual distance of an hour from what is usual, as a share of it (a robust standard deviation).</summary>
    public double RelativeDeviation { get; private init; }

    /// <summary>Share of the variation that the hour of the day explains, 0 to 1; null where it cannot be told.</summary>
    public double? DailyStrength { get; private init; }

    /// <summary>Share of what the hour of the day leaves that the day of the week explains, 0 to 1; null where it cannot be told.</summary>
    public double? WeeklyStrength { get; private init; }

    /// <summary>The days that were unlike the same day of other weeks, in order.</summary>
    public IReadOnlyList<AnomalousDay> Anomalies { get; private set; } = [];

    /// <summary>
    /// Finds the profile of <paramref name="values"/>, in any order. Days that are found unlike others are set aside, and the profile is that of the rest, unless they are
    /// more than a quarter: then they are what is usual.
    /// </summary>
    public static SeasonalProfile Of(IReadOnlyList<HourValue> values, TimeZoneInfo zone)
    {
        var all = OfAll(values, zone);
        var unlike = all.Anomalies.Select(day => day.Date).ToHashSet();
        if (unlike.Count == 0 || unlike.Count * 4 > values.DistinctBy(value => DayOf(value.Start, zone)).Count())
        {
            return all;
        }

        var rest = OfAll([.. values.Where(value => !unlike.Contains(DayOf(value.Start, zone)))], zone);
        for (var slot = 0; slot < HourOfWeek.Count; slot++)
        {
            // An hour of the week that all weeks have only on such days is better known by those than not at all.
            (rest._usual[slot], rest._weeks[slot]) = rest._usual[slot] is null ? (all._usual[slot], all._weeks[slot]) : (rest._usual[slot], rest._weeks[slot]);
        }

        rest.Anomalies = all.Anomalies;
        return rest;
    }

    private static SeasonalProfile OfAll(IReadOnlyList<HourValue> values, TimeZoneInfo zone)
    {
        var placed = values.Select(value => (value.Start, value.Value, Slot: HourOfWeek.Of(value.Start, zone))).ToList();
        var bySlot = placed.GroupBy(v => v.Slot).ToDictionary(g => g.Key, g => g.Select(v => v.Value).Order().ToArray());
        var byHour = placed.GroupBy(v => v.Slot % 24).ToDictionary(g => g.Key, g => g.Select(v => v.Value).Order().ToArray());
        var fromWeek = placed.ConvertAll(v => (v.Start, v.Value, Usual: RobustScale.MedianWithout(bySlot[v.Slot], v.Value)));
        var fromDay = placed.ConvertAll(v => v.Value - RobustScale.MedianWithout(byHour[v.Slot % 24], v.Value)).FindAll(double.IsFinite);
        var relative = fromWeek.FindAll(v => double.IsFinite(v.Usual) && v.Usual > 0).ConvertAll(v => (v.Start, Off: (v.Value - v.Usual) / v.Usual));
        var deviation = RobustScale.Deviation([.. relative.Select(v => v.Off)]);
        var profile = new SeasonalProfile
        {
            RelativeDeviation = deviation,
            DailyStrength = Strength(fromDay, [.. values.Select(v => v.Value)]),
            WeeklyStrength = Strength([.. fromWeek.Select(v => v.Value - v.Usual).Where(double.IsFinite)], fromDay),
            Anomalies = deviation > 0 ? [.. Days(relative, deviation, zone)] : [],
        };
        foreach (var (slot, list) in bySlot)
        {
            (profile._usual[slot], profile._weeks[slot]) = (RobustScale.Median(list), list.Length);
        }

        return profile;
    }

    private static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    // A robust 1 − residual variance ÷ variance (Hyndman and Athanasopoulos, "Forecasting: principles and practice", 4.3, with the squares of robust deviations).
    private static double? Strength(List<double> left, List<double> of)
    {
        var (residual, all) = (RobustScale.Deviation(left), RobustScale.Deviation(of));
        return double.IsFinite(residual) && all > 0 ? Math.Clamp(1 - Math.Pow(residual / all, 2), 0, 1) : null;
    }

    private static List<AnomalousDay> Days(List<(DateTimeOffset Start, double Off)> hours, double deviation, TimeZoneInfo zone)
    {
        var centre = RobustScale.Median([.. hours.Select(hour => hour.Off)]);
        var days = new List<AnomalousDay>();
        bool IsBeyond((DateTimeOffset Start, double Off) hour, double limit) => Math.Abs(hour.Off - centre) > limit * deviation;
        foreach (var day in hours.FindAll(hour => IsBeyond(hour, Unusual)).GroupBy(hour => DayOf(hour.Start, zone)).OrderBy(day => day.Key))
        {
            var worst = day.MaxBy(hour => Math.Abs(hour.Off - centre));
            if (day.Count() > 1 || IsBeyond(worst, VeryUnusual))
            {
                days.Add(new(day.Key, day.Count(), worst.Start, worst.Off));
            }
        }

        return days;
    }
}
