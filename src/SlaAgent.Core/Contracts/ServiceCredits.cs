namespace SlaAgent.Core.Contracts;

/// <summary>What is given back of a period's fee. All ratios are exact.</summary>
public sealed record ServiceCredits
{
    /// <summary>The objective whose compliance over the period decides.</summary>
    public required string Objective { get; init; }

    /// <summary>Tiers, the smallest <see cref="CreditTier.Below"/> first. The first one above what was achieved applies: each is half open, from the one before it (included) to its own bound (not included).</summary>
    public required EquatableArray<CreditTier> Tiers { get; init; }

    /// <summary>Most of the fee that is given back, 0 to 1; null for no other bound than the tiers.</summary>
    public decimal? Cap { get; init; }

    /// <summary>The fee of one period; null where it is not said, and credits are shares of it only.</summary>
    public decimal? Fee { get; init; }

    /// <summary>Currency of <see cref="Fee"/>, as ISO 4217 has it; null where no fee is said.</summary>
    public string? Currency { get; init; }

    /// <summary>A credit of less is none, in the fee's currency; 0 for no such bound.</summary>
    public decimal MinimumAmount { get; init; }

    /// <summary>Time from the period's end in which a credit must be claimed; null for no bound.</summary>
    public TimeSpan? ClaimWithin { get; init; }
}
