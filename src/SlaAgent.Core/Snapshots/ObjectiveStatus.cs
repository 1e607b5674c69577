using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of one objective. Null means not known, never zero.</summary>
public sealed record ObjectiveStatus
{
    /// <summary>The objective.</summary>
    public required string Name { get; init; }

    /// <summary>What it judges: <c>availability</c>, <c>latency</c>, <c>throughput</c> or <c>accuracy</c>.</summary>
    public required string Indicator { get; init; }

    /// <summary>Where its events come from: <c>probe</c>, <c>traffic</c> or <c>feedback</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The probe whose results are judged; null for the requests of users and for feedback.</summary>
    public string? Probe { get; init; }

    /// <summary>The verdict.</summary>
    public required ObjectiveStatusKind Status { get; init; }

    /// <summary>Why, in a few words: <c>collecting 37/1000</c>, <c>coverage 62.0%</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Wall time since when the status holds.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>
    /// Good events (or slices) in the window; for accuracy, runs that counted and did not miss the goal. Where slices' shares are averaged, in parts of a slice:
    /// <see cref="WholeGood"/> is for people.
    /// </summary>
    public required long Good { get; init; }

    /// <summary>Events (or slices) in the window; for accuracy, runs that counted. In the same parts as <see cref="Good"/>.</summary>
    public required long Events { get; init; }

    /// <summary>What one event counts in <see cref="Good"/>, <see cref="Events"/> and the totals: 1, or <see cref="Objective.PartsOfSlice"/>.</summary>
    public long PartsPerEvent { get; init; } = 1;

    /// <summary>Good events, a part of one left out.</summary>
    public long WholeGood => Good / PartsPerEvent;

    /// <summary>Events as people count them.</summary>
    public long WholeEvents => Events / PartsPerEvent;

    /// <summary>Good ÷ events; null without events.</summary>
    public required double? Compliance { get; init; }

    /// <summary>The promised share of good events, 0 to 1; null for accuracy, which promises a score.</summary>
    public required decimal? Target { get; init; }

    /// <summary>Signed share of the whole window's budget that is left; null without events, and for accuracy.</summary>
    public required double? ErrorBudgetRemaining { get; init; }

    /// <summary>The budget in bad events, and where it is heading; null for accuracy.</summary>
    public BudgetStatus? Budget { get; init; }

    /// <summary>Time until the budget is spent at the present burn rate; null when it is not burning, and where the period ends before.</summary>
    public required TimeSpan? TimeToExhaustion { get; init; }

    /// <summary>The rows of the burn-rate alerts.</summary>
    public required EquatableArray<BurnRateStatus> BurnRates { get; init; }

    /// <summary>Share of the elapsed countable time that was measured; null before measuring began.</summary>
    public required double? Coverage { get; init; }

    /// <summary>Events needed before anything is judged.</summary>
    public required int MinimumSamples { get; init; }

    /// <summary>Lower end of the 95% Wilson interval of <see cref="Compliance"/>, or of the score's own interval; null without events.</summary>
    public required double? Lower { get; init; }

    /// <summary>Upper end of that interval.</summary>
    public required double? Upper { get; init; }

    /// <summary>The percentile judged, as a ratio; null for other objectives.</summary>
    public double? Percentile { get; init; }

    /// <summary>
    /// The measured percentile, at most 1% wrong; of users' requests, the upper bound of the bucket in which it lies. Null where it is not known or lies
    /// among failures or beyond the last bound.
    /// </summary>
    public double? PercentileSeconds { get; init; }

    /// <summary>The percentile is longer than this: the bound below it in the server's own histogram; null for probes and where the bounds are not known.</summary>
    public double? PercentileLowerSeconds { get; init; }

    /// <summary>And no longer than this; null also beyond the last bound.</summary>
    public double? PercentileUpperSeconds { get; init; }

    /// <summary>The threshold; null for other objectives.</summary>
    public double? ThresholdSeconds { get; init; }

    /// <summary>The largest bound of the server's histogram within the threshold: by this one it is judged. Null for probes and before the first reading.</summary>
    public double? ThresholdLowerSeconds { get; init; }

    /// <summary>The smallest bound that is not below the threshold; the same as the lower one where the threshold is a bound. Null also beyond the last bound.</summary>
    public double? ThresholdUpperSeconds { get; init; }

    /// <summary>The promised rate; null for other objectives.</summary>
    public double? AtLeastPerSecond { get; init; }

    /// <summary>The rate in the last slice, or run of load, that was judged; null before any.</summary>
    public double? LastPerSecond { get; init; }

    /// <summary>Whether the counts may hold the agent's own probes, because the server does not tell them apart; null for probes.</summary>
    public bool? HoldsProbes { get; init; }

    /// <summary>What there is to say of the last sample, in one line; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>The commonest reason of bad events in the present run of them, and how often: <c>http_5xx (12 of 14)</c>; null where there was none.</summary>
    public string? CommonestFailure { get; init; }

    /// <summary>The score and what is made of it; null for objectives other than accuracy.</summary>
    public AccuracyStatus? Accuracy { get; init; }

    /// <summary>Good events since this process began to judge the objective, in the same parts.</summary>
    public required long TotalGood { get; init; }

    /// <summary>Events since this process began to judge the objective, in the same parts.</summary>
    public required long TotalEvents { get; init; }
}
