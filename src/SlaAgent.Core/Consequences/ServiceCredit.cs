using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Consequences;

/// <summary>What is given back for one period, and how that was reckoned.</summary>
public sealed record ServiceCredit
{
    /// <summary>The objective that decides.</summary>
    public required string Objective { get; init; }

    /// <summary>Good events of the period.</summary>
    public required long Good { get; init; }

    /// <summary>Events of the period.</summary>
    public required long Events { get; init; }

    /// <summary>The tier that applies; null where none does.</summary>
    public CreditTier? Tier { get; init; }

    /// <summary>Share of the fee that is given back, after cap and minimum, 0 to 1, exact.</summary>
    public decimal Ratio { get; init; }

    /// <summary>The same in money, rounded to hundredths, half away from zero; null where no fee is agreed.</summary>
    public decimal? Amount { get; init; }

    /// <summary>Currency of <see cref="Amount"/>; null where no fee is agreed.</summary>
    public string? Currency { get; init; }

    /// <summary>Until when it must be claimed; null where it need not, or where there is nothing to claim.</summary>
    public DateTimeOffset? ClaimUntil { get; init; }

    /// <summary>The calculation, one sentence a step.</summary>
    public required EquatableArray<string> Steps { get; init; }
}
