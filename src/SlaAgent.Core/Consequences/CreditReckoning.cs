using System.Globalization;
using System.Numerics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Consequences;

/// <summary>Reckons credits from counts. Comparisons are of integers, so that 999 of 1000 is exactly 99.9% and no rounding ever decides a tier.</summary>
public static class CreditReckoning
{
    /// <summary>What is given back for a period that is over.</summary>
    /// <param name="credits">What was agreed.</param>
    /// <param name="good">Good events (or slices, or parts of them) of the period.</param>
    /// <param name="events">Events, in the same unit. Without any, nothing is given back: nothing is known.</param>
    /// <param name="periodEnd">End of the period: the time to claim begins then.</param>
    /// <param name="partsPerEvent">What one event counts in both, where slices' shares are averaged: for the words.</param>
    public static ServiceCredit Of(ServiceCredits credits, long good, long events, DateTimeOffset periodEnd, long partsPerEvent = 1)
    {
        var reckoned = new ServiceCredit { Objective = credits.Objective, Good = good, Events = events, Steps = [], Currency = credits.Currency };
        if (events <= 0)
        {
            return reckoned with { Amount = Nothing(credits), Steps = [$"{credits.Objective}: nothing was measured, so no credit can be reckoned."] };
        }

        var steps = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{credits.Objective}: {(decimal)good / partsPerEvent:0.######} of {(decimal)events / partsPerEvent:0.######} good, {Achieved(good, events)}.") };
        var tier = credits.Tiers.OrderBy(tier => tier.Below).FirstOrDefault(tier => IsBelow(good, events, tier.Below));
        steps.Add(Chosen(credits, tier));
        if (tier is null)
        {
            return reckoned with { Amount = Nothing(credits), Steps = [.. steps] };
        }

        var ratio = Kept(credits, tier, steps);
        var until = ratio > 0 && credits.ClaimWithin is { } within ? periodEnd + within : (DateTimeOffset?)null;
        if (until is { } last)
        {
            steps.Add($"To be claimed by {Words.Time(last)}.");
        }

        return reckoned with { Tier = tier, Ratio = ratio, Amount = Money(credits, ratio), ClaimUntil = until, Steps = [.. steps] };
    }

    /// <summary>
    /// Share of the period's fee that is lost already: what is given back where nothing fails any more until the period is over. A bad first minute costs
    /// nothing yet, as it is no breach yet.
    /// </summary>
    /// <param name="credits">What was agreed.</param>
    /// <param name="status">The objective that decides, as it stands.</param>
    /// <returns>0 to 1; 0 as well where too little is known to judge.</returns>
    public static decimal Accrued(ServiceCredits credits, ObjectiveStatus status)
    {
        if (status is not { Target: { } target, ErrorBudgetRemaining: { } left, Coverage: >= 0.9, Events: > 0 } || status.WholeEvents < status.MinimumSamples || !double.IsFinite(left))
        {
            return 0;
        }

        // bad ÷ (events ÷ elapsed) is (1 − remaining) × (1 − target), by what the budget is.
        var lost = decimal.Round((decimal)Math.Clamp(1 - left, 0, 1e12) * (1 - target), 12);
        var tier = credits.Tiers.OrderBy(tier => tier.Below).FirstOrDefault(tier => 1 - lost < tier.Below);
        return tier is null ? 0 : Kept(credits, tier, []);
    }

    /// <summary>Whether <paramref name="good"/> ÷ <paramref name="events"/> is less than <paramref name="bound"/>, exactly.</summary>
    internal static bool IsBelow(long good, long events, decimal bound)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(bound, parts);
        var mantissa = new BigInteger((uint)parts[2]) << 64 | new BigInteger((uint)parts[1]) << 32 | (uint)parts[0];
        return good * BigInteger.Pow(10, bound.Scale) < mantissa * events;
    }

    private static decimal Kept(ServiceCredits credits, CreditTier tier, List<string> steps)
    {
        var ratio = tier.Credit;
        if (credits.Cap is { } cap && ratio > cap)
        {
            ratio = cap;
            steps.Add($"No more than {Words.Percent(cap)} of the fee is given back.");
        }

        if (Money(credits, ratio) is not { } amount)
        {
            return ratio;
        }

        steps.Add(string.Create(CultureInfo.InvariantCulture, $"{Words.Percent(ratio)} of {credits.Fee:0.00##} {credits.Currency}: {amount:0.00} {credits.Currency}."));
        if (amount >= credits.MinimumAmount)
        {
            return ratio;
        }

        steps.Add(string.Create(CultureInfo.InvariantCulture, $"Less than {credits.MinimumAmount:0.00##} {credits.Currency} is not given back: no credit."));
        return 0;
    }

    private static decimal? Nothing(ServiceCredits credits) => credits.Fee is null ? null : 0m;

    private static decimal? Money(ServiceCredits credits, decimal ratio) =>
        credits.Fee is { } fee ? decimal.Round(fee * ratio, 2, MidpointRounding.AwayFromZero) : null;

    private static string Chosen(ServiceCredits credits, CreditTier? tier)
    {
        if (tier is null)
        {
            return credits.Tiers.Count == 0 ? "No tier is agreed: no credit." : $"That is not below {Words.Percent(credits.Tiers.Max(each => each.Below))}: no credit.";
        }

        var next = credits.Tiers.Where(each => each.Below < tier.Below).Select(each => (decimal?)each.Below).Max();
        return $"That is below {Words.Percent(tier.Below)}{(next is { } lower ? $" and not below {Words.Percent(lower)}" : "")}: {Words.Percent(tier.Credit)} of the fee.";
    }

    /// <summary>Rounded down: what misses a bound by a hair must not look as if it were met.</summary>
    private static string Achieved(long good, long events)
    {
        var millionths = (Int128)good * 100_000_000 / events;
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)millionths / 1_000_000m:0.######}%");
    }
}
