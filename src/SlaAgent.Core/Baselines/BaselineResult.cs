using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Baselines;

/// <summary>What history says of one objective.</summary>
public sealed record BaselineResult
{
    /// <summary>The objective as it is.</summary>
    public required Objective Objective { get; init; }

    /// <summary>Name of the agreement whose counts were read; empty where they come from elsewhere.</summary>
    public string Agreement { get; init; } = "";

    /// <summary>Start of the history.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Its end.</summary>
    public DateTimeOffset To { get; init; }

    /// <summary>The weeks, oldest first; those not measured well enough among them.</summary>
    public IReadOnlyList<BaselineWeek> Weeks { get; init; } = [];

    /// <summary>What each week came to, a share of good events, or seconds of the percentile; null where it cannot be said, or the week is not whole.</summary>
    public IReadOnlyList<double?> Achieved { get; init; } = [];

    /// <summary>How much the whole weeks can say.</summary>
    public Evidence Evidence { get; init; }

    /// <summary>The season of what varies by the hour (a percentile, requests); null where nothing does.</summary>
    public SeasonalProfile? Profile { get; init; }

    /// <summary>What that is: its name and unit, as in <c>requests/s</c>.</summary>
    public string ProfileOf { get; init; } = "";

    /// <summary>The days with most bad events, the worst first.</summary>
    public IReadOnlyList<BadDay> WorstDays { get; init; } = [];

    /// <summary>What to promise oneself; null where history supports nothing.</summary>
    public ProposedTarget? Internal { get; init; }

    /// <summary>What to promise others, which is more conservative; null likewise.</summary>
    public ProposedTarget? External { get; init; }

    /// <summary>What this history cannot say, in sentences.</summary>
    public IReadOnlyList<string> Unsaid { get; init; } = [];
}
