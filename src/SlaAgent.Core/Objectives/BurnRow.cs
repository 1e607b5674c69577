using SlaAgent.Core.Contracts;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>One burn-rate row at work on an objective's windows.</summary>
internal sealed class BurnRow
{
    private const int FewestFailures = 3;
    private const double Significance = 0.01;

    // With this many failures expected at the very threshold, traffic is not low: the burn test alone decides, and detects in the time it promises.
    private const int LowTraffic = 10;

    private readonly decimal _limit;
    private readonly double _budget;
    private readonly TimeSpan _clean;
    private readonly long _parts;
    private Instant? _lastBad;

    /// <summary>A row on the windows it needs.</summary>
    /// <param name="rule">The row.</param>
    /// <param name="target">Share of events that must be good.</param>
    /// <param name="eventInterval">Time between two events.</param>
    /// <param name="windows">The objective's windows.</param>
    /// <param name="partsPerEvent">What one event counts in them.</param>
    public BurnRow(BurnRateRule rule, decimal target, TimeSpan eventInterval, WindowSet windows, long partsPerEvent = 1)
    {
        _parts = partsPerEvent;
        _budget = (double)(1m - target);
        _limit = rule.Factor * (1m - target);
        _clean = rule.Short > eventInterval ? rule.Short : eventInterval;
        Long = windows.Of(rule.Long);
        Short = windows.Of(rule.Short);
        Status = new BurnRateStatus(rule, null, null, false);
    }

    public RollingWindow Long { get; }

    public RollingWindow Short { get; }

    /// <summary>The row as last evaluated.</summary>
    public BurnRateStatus Status { get; private set; }

    /// <summary>The first bad event since the short window last was clean; null before any.</summary>
    public Instant? RunStart { get; private set; }

    /// <summary>Notes a bad event. Times come nearly in order; a late one never shortens a run.</summary>
    public void ObserveBad(Instant at)
    {
        if (_lastBad is not { } last || at - last > _clean)
        {
            RunStart = at;
        }

        _lastBad = _lastBad is { } latest ? Instant.Max(latest, at) : at;
    }

    /// <summary>Whether both windows burn faster than the factor, be it by chance or not.</summary>
    public bool IsBurning { get; private set; }

    /// <summary>Evaluates the row: both windows must burn strictly faster than the factor, and the failures must be too many to be chance.</summary>
    public BurnRateStatus Evaluate()
    {
        var (lasting, recent) = (Long.Sum, Short.Sum);
        IsBurning = IsExceeded(lasting) && IsExceeded(recent);
        var firing = IsBurning && lasting.Bad >= FewestFailures * _parts && IsSignificant(lasting);
        var (longValue, shortValue) = (Rate(lasting), Rate(recent));
        if (longValue != Status.LongValue || shortValue != Status.ShortValue || firing != Status.Firing)
        {
            Status = new BurnRateStatus(Status.Rule, longValue, shortValue, firing);
        }

        return Status;
    }

    private bool IsSignificant(in SlotSums sums) =>
        _limit * (sums.Events / _parts) >= LowTraffic || BinomialTail.AtLeast(sums.Bad / _parts, sums.Events / _parts, (double)_limit) < Significance;

    private bool IsExceeded(in SlotSums sums) => sums.Bad > 0 && sums.Bad > _limit * sums.Events;

    private double? Rate(in SlotSums sums) => sums.Events == 0 ? null : sums.Bad / (double)sums.Events / _budget;
}
