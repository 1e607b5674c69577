using CsCheck;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Tests.Consequences;

/// <summary>Credits are reckoned from counts, exactly, and every step is shown.</summary>
public sealed class CreditReckoningTests
{
    private static readonly DateTimeOffset PeriodEnd = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    // Amazon Bedrock's tiers, and the words of many others.
    private static readonly ServiceCredits Credits = new()
    {
        Objective = "availability",
        Tiers = [new(0.95m, 1m), new(0.99m, 0.25m), new(0.999m, 0.1m)],
    };

    private static readonly Gen<(ServiceCredits Credits, long Events)> AnyCredits =
        from bounds in Gen.Int[1, 1_000_000].HashSet[0, 5]
        from shares in Gen.Int[1, 1000].Array[bounds.Count]
        from cap in Gen.Int[1, 1000]
        from isCapped in Gen.Bool
        from fee in Gen.Int[1, 100_000]
        from minimum in Gen.Int[0, 1000]
        from events in Gen.Long[1, 1_000_000_000_000]
        select (new ServiceCredits
        {
            Objective = "a",
            Tiers = [.. bounds.Order().Zip(shares.OrderDescending(), (below, share) => new CreditTier(below / 1_000_000m, share / 1000m))],
            Cap = isCapped ? cap / 1000m : null,
            Fee = fee,
            Currency = "EUR",
            MinimumAmount = minimum,
        }, events);

    [Theory]
    [InlineData(1000, 1000, 0)]
    [InlineData(999, 1000, 0)]
    [InlineData(99_899, 100_000, 0.1)]
    [InlineData(990, 1000, 0.1)]
    [InlineData(989, 1000, 0.25)]
    [InlineData(95, 100, 0.25)]
    [InlineData(949_999_999_999, 1_000_000_000_000, 1)]
    [InlineData(0, 7, 1)]
    public void The_smallest_bound_above_what_was_achieved_applies_and_a_bound_belongs_to_the_better_side(long good, long events, double ratio)
    {
        var credit = CreditReckoning.Of(Credits, good, events, PeriodEnd);
        Assert.Equal((decimal)ratio, credit.Ratio);
        Assert.Equal((good, events, (decimal?)null, (string?)null, (DateTimeOffset?)null), (credit.Good, credit.Events, credit.Amount, credit.Currency, credit.ClaimUntil));
    }

    [Fact]
    public void What_rounds_to_a_bound_is_still_below_it()
    {
        // As a double, this is 0.999.
        const long events = 9_000_000_000_000_000_000;
        Assert.Equal(0m, CreditReckoning.Of(Credits, events / 1000 * 999, events, PeriodEnd).Ratio);
        Assert.Equal(0.1m, CreditReckoning.Of(Credits, (events / 1000 * 999) - 1, events, PeriodEnd).Ratio);
    }

    [Fact]
    public void Every_step_of_the_calculation_is_shown()
    {
        var agreed = Credits with { Cap = 0.5m, Fee = 1200m, Currency = "EUR", MinimumAmount = 1m, ClaimWithin = TimeSpan.FromDays(30) };
        var credit = CreditReckoning.Of(agreed, 42_700, 43_200, PeriodEnd);
        Assert.Equal((new CreditTier(0.99m, 0.25m), 0.25m, 300m, "EUR", PeriodEnd.AddDays(30)), (credit.Tier, credit.Ratio, credit.Amount, credit.Currency, credit.ClaimUntil));
        Assert.Equal(
            [
                "availability: 42700 of 43200 good, 98.842592%.",
                "That is below 99% and not below 95%: 25% of the fee.",
                "25% of 1200.00 EUR: 300.00 EUR.",
                "To be claimed by 2026-12-01 00:00:00Z.",
            ],
            credit.Steps);
        Assert.Equal(
            [
                "availability: 43199 of 43200 good, 99.997685%.",
                "That is not below 99.9%: no credit.",
            ],
            CreditReckoning.Of(agreed, 43_199, 43_200, PeriodEnd).Steps);
    }

    [Fact]
    public void A_cap_bounds_what_is_given_back()
    {
        var credit = CreditReckoning.Of(Credits with { Cap = 0.5m, Fee = 99.99m, Currency = "USD" }, 1, 2, PeriodEnd);
        Assert.Equal((0.5m, 50m), (credit.Ratio, credit.Amount));
        Assert.Contains("No more than 50% of the fee is given back.", credit.Steps);
        Assert.Contains("50% of 99.99 USD: 50.00 USD.", credit.Steps);
    }

    [Theory]
    [InlineData(10.00, 1.00)]
    [InlineData(9.95, 1.00)]
    [InlineData(9.94, 0)]
    public void A_credit_below_the_minimum_amount_is_none(double fee, double amount)
    {
        var credit = CreditReckoning.Of(Credits with { Fee = (decimal)fee, Currency = "USD", MinimumAmount = 1m, ClaimWithin = TimeSpan.FromDays(60) }, 995, 1000, PeriodEnd);
        Assert.Equal((decimal)amount, credit.Amount);
        Assert.Equal((amount > 0, amount > 0), (credit.Ratio > 0, credit.ClaimUntil is not null));
    }

    [Fact]
    public void Nothing_is_given_back_for_a_period_of_which_nothing_is_known()
    {
        var credit = CreditReckoning.Of(Credits with { Fee = 5m, Currency = "EUR" }, 0, 0, PeriodEnd);
        Assert.Equal((null, 0m, 0m), (credit.Tier, credit.Ratio, credit.Amount));
        Assert.Equal(["availability: nothing was measured, so no credit can be reckoned."], credit.Steps);
    }

    [Fact]
    public void More_that_went_wrong_never_gives_less_back() =>
        AnyCredits.SelectMany(any => Gen.Long[0, any.Events].SelectMany(good => Gen.Long[0, good], (good, less) => (any.Credits, any.Events, good, less)))
            .Sample(it =>
            {
                var (better, worse) = (CreditReckoning.Of(it.Credits, it.good, it.Events, PeriodEnd), CreditReckoning.Of(it.Credits, it.less, it.Events, PeriodEnd));
                Assert.True(worse.Ratio >= better.Ratio && worse.Amount >= better.Amount, $"{better.Ratio} {worse.Ratio}");
                Assert.InRange(worse.Ratio, 0, it.Credits.Cap ?? 1);
            });

    [Fact]
    public void It_does_not_matter_in_how_many_parts_an_event_is_cut() =>
        AnyCredits.SelectMany(any => Gen.Long[0, any.Events], (any, good) => (any.Credits, any.Events, good))
            .Select(Gen.Long[1, 1_000_000], (it, parts) => (it.Credits, it.Events, it.good, parts))
            .Sample(it => Assert.Equal(
                CreditReckoning.Of(it.Credits, it.good, it.Events, PeriodEnd).Ratio,
                CreditReckoning.Of(it.Credits, it.good * it.parts, it.Events * it.parts, PeriodEnd).Ratio));

    [Fact]
    public void A_tier_applies_exactly_where_its_bound_is_the_smallest_above_by_brute_force() =>
        AnyCredits.SelectMany(any => Gen.Long[0, 1000], (any, good) => (any.Credits, good))
            .Sample(it =>
            {
                var expected = it.Credits.Tiers.Where(tier => it.good * 1_000_000m < tier.Below * 1_000_000m * 1000m).MinBy(tier => tier.Below);
                Assert.Equal(expected, CreditReckoning.Of(it.Credits, it.good, 1000, PeriodEnd).Tier);
            });

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0, 0)]
    [InlineData(-0.001, 0.1)]
    [InlineData(-9, 0.1)]
    [InlineData(-9.01, 0.25)]
    [InlineData(-100, 1)]
    public void So_far_only_that_is_lost_which_no_good_end_of_the_period_can_bring_back(double budgetLeft, double accrued) =>
        Assert.Equal((decimal)accrued, CreditReckoning.Accrued(Credits, Status(budgetLeft)));

    [Fact]
    public void Nothing_is_lost_yet_by_what_is_not_known()
    {
        Assert.Equal(0m, CreditReckoning.Accrued(Credits, Status(-9.5) with { Coverage = 0.89 }));
        Assert.Equal(0m, CreditReckoning.Accrued(Credits, Status(-9.5) with { Events = 99 }));
        Assert.Equal(0m, CreditReckoning.Accrued(Credits, Status(-9.5) with { ErrorBudgetRemaining = null }));
        Assert.Equal(0m, CreditReckoning.Accrued(Credits, Status(-9.5) with { PartsPerEvent = 2 }));
        Assert.Equal(0.25m, CreditReckoning.Accrued(Credits, Status(-9.5)));
    }

    private static ObjectiveStatus Status(double left) => new()
    {
        Name = "availability", Indicator = "availability", Source = "probe", Status = ObjectiveStatusKind.Ok, Reason = "", Since = PeriodEnd, Good = 1, Events = 100,
        Compliance = 0.5, Target = 0.999m, ErrorBudgetRemaining = left, TimeToExhaustion = null, BurnRates = [], Coverage = 1, MinimumSamples = 100, Lower = null, Upper = null,
        TotalGood = 1, TotalEvents = 100,
    };
}
