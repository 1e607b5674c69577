using System.Globalization;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Baselines;

/// <summary>
/// A floor for throughput from demand: what the quietest hour of the week usually brings, less what hours usually differ by. It rests on medians, so that holidays and
/// storms do not set it; the replay shows what they would have done to it.
/// </summary>
internal static class DemandBaseline
{
    private const decimal Share = 0.99m;
    private static readonly TimeSpan Slice = TimeSpan.FromHours(1);

    public static BaselineResult Propose(BaselineResult known, IReadOnlyList<BaselineHour> hours, TimeSpan window)
    {
        var profile = known.Profile!;
        var quietest = profile.Usual.OfType<double>().DefaultIfEmpty(0).Min();
        if (known.Evidence.Weeks < Evidence.Fewest)
        {
            return known;
        }

        if (profile.Usual.Any(usual => usual is null))
        {
            return known with { Unsaid = [.. known.Unsaid, $"{profile.Usual.Count(usual => usual is null)} hours of the week were never measured: the quietest one is not known"] };
        }

        var (tight, loose) = (quietest * (1 - (2 * profile.RelativeDeviation)), quietest * (1 - (3 * profile.RelativeDeviation)));
        if (!(loose >= 1e-6))
        {
            return known with { Unsaid = [.. known.Unsaid, "the quietest hour of the week brings next to nothing, or hours differ too much: there is no floor to promise"] };
        }

        var @internal = NumberSteps.AtMost(tight);
        var step = NumberSteps.AtMost(loose);
        var quiet = string.Create(CultureInfo.InvariantCulture, $"the quietest hour of the week usually brings {quietest:0.####}/s");
        return known with
        {
            Internal = Target(known.Objective, hours, window, @internal, tight, $"{quiet}; {Less(2, profile)}"),
            External = known.Evidence.Weeks < Evidence.FewestForExternal ? null
                : Target(known.Objective, hours, window, step < @internal ? step : NumberSteps.Below(@internal), loose, $"{quiet}; {Less(3, profile)}"),
        };
    }

    private static string Less(int deviations, SeasonalProfile profile) => string.Create(
        CultureInfo.InvariantCulture, $"less {100 * deviations * profile.RelativeDeviation:0.#}% because hours differ by so much ({deviations} robust standard deviations)");

    private static ProposedTarget Target(Objective objective, IReadOnlyList<BaselineHour> hours, TimeSpan window, decimal perSecond, double measured, string reason)
    {
        var proposed = objective with
        {
            Indicator = ((Indicator.Throughput)objective.Indicator) with { AtLeast = Rate.OfSeconds(perSecond), CountsIdle = true },
            Timeslices = new Timeslices(Slice, 1),
            Target = Share,
            MinimumSamples = Objective.DefaultMinimumSamples(Share),
        };
        var judged = hours.Select(hour => Judge(hour, perSecond)).ToList();
        return new(proposed, measured, reason, Replay.Of(judged, Share, window, proposed.MinimumSamples));
    }

    // An hour that does not count, or was not measured, is no slice.
    private static BaselineHour Judge(BaselineHour hour, decimal perSecond)
    {
        if (hour.Covered == TimeSpan.Zero)
        {
            return hour with { Good = 0, Bad = 0 };
        }

        var isEnough = hour.Events >= perSecond * (decimal)hour.Covered.TotalSeconds;
        return hour with { Good = isEnough ? 1 : 0, Bad = isEnough ? 0 : 1 };
    }
}
