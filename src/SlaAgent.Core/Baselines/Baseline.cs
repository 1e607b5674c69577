using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Baselines;

/// <summary>From weeks of production to targets: what is usual, what each week came to, what may be promised, and what would have come of it.</summary>
public static class Baseline
{
    private const int ShownDays = 5;

    /// <summary>Proposes targets for an objective.</summary>
    /// <param name="objective">The objective; its target, or threshold, is what is proposed anew.</param>
    /// <param name="history">Its hours.</param>
    /// <param name="zone">The time zone in which people live their week.</param>
    /// <param name="window">The rolling window of the proposal, over which it is replayed.</param>
    public static BaselineResult Of(Objective objective, BaselineHistory history, TimeZoneInfo zone, TimeSpan window)
    {
        var known = Begin(objective, history);
        var totalBad = history.Hours.Sum(hour => hour.Bad);
        known = known with
        {
            WorstDays =
            [
                .. history.Hours.GroupBy(hour => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(hour.Start, zone).DateTime))
                    .Select(day => new BadDay(day.Key, day.Sum(hour => hour.Bad), totalBad == 0 ? 0 : (double)day.Sum(hour => hour.Bad) / totalBad))
                    .Where(day => day.Bad > 0).OrderByDescending(day => day.Bad).ThenBy(day => day.Date).Take(ShownDays),
            ],
        };
        if (objective is { Indicator: Indicator.Latency latency, Timeslices: null })
        {
            var values = history.Hours.Select(hour => (hour.Start, Value: hour.Durations?.Quantile(latency.Percentile))).Where(hour => hour.Value is not null);
            return LatencyBaseline.Propose(known with { Profile = SeasonalProfile.Of([.. values.Select(v => new HourValue(v.Start, v.Value!.Value))], zone), ProfileOf = "seconds" }, history, window);
        }

        if (objective is { Indicator.IsOfTraffic: true, Timeslices: null })
        {
            known = known with { Profile = Rates(history.Hours, zone), ProfileOf = "requests/s" };
        }

        return RatioBaseline.Propose(known, history, window);
    }

    /// <summary>Proposes a floor for throughput.</summary>
    /// <param name="objective">A throughput objective; its rate, slices and target are what is proposed.</param>
    /// <param name="history">How much was asked for in each hour, as good events.</param>
    /// <param name="zone">The time zone in which people live their week.</param>
    /// <param name="window">The rolling window of the proposal, over which it is replayed.</param>
    public static BaselineResult OfDemand(Objective objective, BaselineHistory history, TimeZoneInfo zone, TimeSpan window)
    {
        var known = Begin(objective, history) with { Profile = Rates(history.Hours, zone), ProfileOf = "requests/s" };
        return DemandBaseline.Propose(known with { Achieved = [.. known.Weeks.Select(week => week.IsWhole ? week.Events / TimeSpan.FromDays(7 * week.Coverage).TotalSeconds : (double?)null)] }, history.Hours, window);
    }

    private static BaselineResult Begin(Objective objective, BaselineHistory history)
    {
        var weeks = history.Weeks();
        var evidence = new Evidence(weeks.Count(week => week.IsWhole));
        List<string> unsaid =
        [
            .. evidence.Weeks switch
            {
                < Evidence.Fewest => [$"{Count(evidence.Weeks)} of history: how weeks differ is not known, so no target is proposed (it takes {Evidence.Fewest}, better 4 to 6)"],
                < Evidence.FewestForExternal => [$"{Count(evidence.Weeks)} of history: too few for a promise to others (it takes {Evidence.FewestForExternal}); the internal target rests on the worst week"],
                _ => Array.Empty<string>(),
            },
            .. weeks.Count(week => !week.IsWhole) is > 0 and var gaps ? [$"{Count(gaps)} measured for less than 90% of the time: left out"] : Array.Empty<string>(),
        ];
        return new() { Objective = objective, From = history.From, To = history.To, Weeks = weeks, Evidence = evidence, Unsaid = unsaid };
    }

    private static string Count(int weeks) => weeks switch { 0 => "no whole week", 1 => "1 week", _ => $"{weeks} weeks" };

    private static SeasonalProfile Rates(IReadOnlyList<BaselineHour> hours, TimeZoneInfo zone) =>
        SeasonalProfile.Of([.. hours.Where(hour => hour.Covered > TimeSpan.Zero).Select(hour => new HourValue(hour.Start, hour.Events / hour.Covered.TotalSeconds))], zone);
}
