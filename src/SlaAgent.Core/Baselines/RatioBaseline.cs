using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Baselines;

/// <summary>
/// Targets for a share of good events. Outages stay in: they are what such a promise is about. The internal target is what all weeks but the worst have kept, the external
/// one what all have, less a margin for what the weeks so far leave open.
/// </summary>
internal static class RatioBaseline
{
    /// <summary>The normal quantile of a one-sided 95%.</summary>
    private const double OneSided = 1.6448536269514722;

    public static BaselineResult Propose(BaselineResult known, BaselineHistory history, TimeSpan window)
    {
        var whole = known.Weeks.Where(week => week.IsWhole).ToList();
        known = known with { Achieved = [.. known.Weeks.Select(week => week.IsWhole ? 1 - week.ErrorRatio : (double?)null)] };
        if (whole.Count < Evidence.Fewest)
        {
            return known;
        }

        var margin = WeeklyMargin.Of([.. whole.Select(week => week.ErrorRatio)]);
        var parts = known.Objective.PartsPerEvent;
        var tight = 1 - Upper(whole.First(week => week.ErrorRatio == margin.Internal), parts);
        var worst = whole.MaxBy(week => week.ErrorRatio)!;
        var sampling = Upper(worst, parts) - margin.Worst;
        var loose = 1 - margin.Worst - Math.Max(sampling, margin.Spread);
        if (TargetSteps.AtMost(tight) is not { } @internal)
        {
            return known with { Unsaid = [.. known.Unsaid, "less than half of the events were good in more than one week: that is no promise"] };
        }

        var step = TargetSteps.AtMost(loose);
        var external = step < @internal ? step : TargetSteps.Below(@internal);
        var from = whole.Count >= Evidence.FewestForExternal ? $"all weeks but the worst kept {Percent(1 - margin.Internal)}" : $"all weeks kept {Percent(1 - margin.Internal)}";
        return known with
        {
            Internal = Target(known.Objective, history, window, @internal, tight, $"{from}; less {Percent(1 - margin.Internal - tight)} because so many events show no more"),
            External = whole.Count < Evidence.FewestForExternal || external is null ? null
                : Target(known.Objective, history, window, external.Value, loose, ExternalReason(margin, sampling, worst, step < @internal)),
        };
    }

    private static double Upper(BaselineWeek week, long parts) => parts == 1 ? WilsonInterval.Of(week.Bad, week.Events, OneSided).Upper
        : WilsonInterval.Of(week.ErrorRatio, (double)week.Events / parts, OneSided).Upper;

    private static string ExternalReason(WeeklyMargin margin, double sampling, BaselineWeek worst, bool isBelow) =>
        string.Create(CultureInfo.InvariantCulture, $"the worst week, from {worst.From:yyyy-MM-dd}, kept {Percent(1 - margin.Worst)}; less {Percent(Math.Max(sampling, margin.Spread))} because ")
        + (margin.Spread > sampling ? "weeks differ by so much (two robust standard deviations)" : "so many events show no more")
        + (isBelow ? "" : "; one step below the internal target, so that there is time to act between the two");

    private static ProposedTarget Target(Objective objective, BaselineHistory history, TimeSpan window, decimal target, double measured, string reason)
    {
        var proposed = objective with { Target = target, MinimumSamples = Objective.DefaultMinimumSamples(target) };
        return new(proposed, measured, reason, Replay.Of(history.Hours, target, window, proposed.MinimumSamples * objective.PartsPerEvent));
    }

    private static string Percent(double ratio) => (100 * ratio).ToString("0.####", CultureInfo.InvariantCulture) + "%";
}
