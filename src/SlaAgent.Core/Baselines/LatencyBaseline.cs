using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Baselines;

/// <summary>Thresholds for a percentile: from what each week's percentile was, and the upper bound of that of all weeks together.</summary>
internal static class LatencyBaseline
{
    public static BaselineResult Propose(BaselineResult known, BaselineHistory history, TimeSpan window)
    {
        var quantile = ((Indicator.Latency)known.Objective.Indicator).Percentile;
        known = known with { Achieved = [.. known.Weeks.Select(week => week.IsWhole ? week.Durations?.Quantile(quantile) : null)] };
        var whole = known.Weeks.Where(week => week.IsWhole).ToList();
        var values = known.Achieved.OfType<double>().ToList();
        if (whole.Count < Evidence.Fewest)
        {
            return known;
        }

        if (values.Count < whole.Count)
        {
            var failed = whole.First(week => week.Durations?.Quantile(quantile) is null);
            var why = failed.Durations is null ? "there are no durations" : $"more than {Percent(1 - quantile)} of the requests failed, and a failed one is slower than any threshold";
            return known with { Unsaid = [.. known.Unsaid, string.Create(CultureInfo.InvariantCulture, $"no threshold holds at this percentile: in the week from {failed.From:yyyy-MM-dd} {why}")] };
        }

        var all = new DurationCounts();
        whole.ForEach(week => all.Add(week.Durations!));
        var margin = WeeklyMargin.Of(values);
        var typical = whole.First(week => week.Durations!.Quantile(quantile) == margin.Internal).Durations!;
        return Upper(typical, quantile) is { } tight && Upper(all, quantile) is { } bound
            ? Propose(known, history, window, margin, (tight, bound))
            : known with { Unsaid = [.. known.Unsaid, string.Create(CultureInfo.InvariantCulture, $"{typical.Count} requests in a week are too few for an upper bound of this percentile")] };
    }

    private static double? Upper(DurationCounts counts, decimal quantile) => PercentileBound.UpperRank(counts.Count, quantile) is { } rank ? counts.OfRank(rank) ?? double.PositiveInfinity : null;

    private static BaselineResult Propose(BaselineResult known, BaselineHistory history, TimeSpan window, in WeeklyMargin margin, (double Typical, double All) bound)
    {
        var loose = Math.Max(margin.Worst, bound.All) + margin.Spread;
        if (!double.IsFinite(bound.Typical) || !double.IsFinite(loose))
        {
            return known with { Unsaid = [.. known.Unsaid, "so many requests failed that no threshold is sure to hold at this percentile"] };
        }

        var @internal = Step(bound.Typical);
        var step = Step(loose);
        var external = step > @internal ? step : NumberSteps.Above(@internal);
        var isEnough = known.Evidence.Weeks >= Evidence.FewestForExternal;
        return known with
        {
            Internal = Target(
                known.Objective, history, window, @internal, bound.Typical,
                $"{(isEnough ? "all weeks but the slowest" : "all weeks")} stayed within {Time(margin.Internal)}, whose upper bound is {Time(bound.Typical)} (95% sure)"),
            External = !isEnough ? null : Target(
                known.Objective, history, window, external, loose,
                $"the slowest week took {Time(margin.Worst)}, the upper bound of all together is {Time(bound.All)}; {Time(margin.Spread)} more because weeks differ by so much (two robust standard deviations)"
                    + (step > @internal ? "" : "; one step above the internal threshold, so that there is time to act between the two")),
        };
    }

    // A threshold is written in whole milliseconds.
    private static decimal Step(double seconds) => Math.Max(1, Math.Ceiling(NumberSteps.AtLeast(seconds * 1000)));

    private static ProposedTarget Target(Objective objective, BaselineHistory history, TimeSpan window, decimal milliseconds, double measured, string reason)
    {
        var threshold = TimeSpan.FromMilliseconds((double)milliseconds);
        var proposed = objective with
        {
            Indicator = (Indicator.Latency)objective.Indicator with { Threshold = threshold },
            MinimumSamples = Objective.DefaultMinimumSamples(objective.Target),
        };
        var hours = history.Hours.Select(hour => Judge(hour, threshold.TotalSeconds)).ToList();
        return new(proposed, measured, reason, Replay.Of(hours, objective.Target, window, proposed.MinimumSamples));
    }

    private static BaselineHour Judge(BaselineHour hour, double seconds)
    {
        var slower = hour.Durations?.SlowerThan(seconds) ?? 0;
        return hour with { Bad = slower, Good = (hour.Durations?.Count ?? 0) - slower };
    }

    private static string Time(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.##} ms");

    private static string Percent(decimal ratio) => (100 * ratio).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
