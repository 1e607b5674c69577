using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Snapshots;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>From counts to a verdict. What decides is integers and decimals; ratios are for people.</summary>
internal sealed class ObjectiveJudge(ObjectiveState state)
{
    private static readonly TimeSpan LeastSilence = TimeSpan.FromMinutes(5);

    // What follows from the objective alone, worked out once.
    private readonly double _budget = (double)(1m - state.Objective.Target);
    private readonly double? _percentile = (double?)(state.Objective.Indicator as Indicator.Latency)?.Percentile;
    private readonly long _parts = state.Objective.PartsPerEvent;
    private readonly TimeSpan _silence = TimeSpan.FromTicks(Math.Max(LeastSilence.Ticks, state.Source.Interval.Ticks * 3));

    private Instant _recheckAt;
    private string? _waivedBecause;
    private (ObjectiveStatusKind Status, DateTimeOffset Since)? _before;

    /// <summary>The status as last evaluated; null before the first evaluation.</summary>
    public ObjectiveStatus? Status { get; private set; }

    /// <summary>Whether there was enough coverage and enough samples to judge the whole window.</summary>
    public bool IsJudged { get; private set; }

    /// <summary>Whether the budget of the whole window is spent.</summary>
    public bool IsBreached { get; set; }

    /// <summary>Whether no event came for the larger of five minutes and three intervals.</summary>
    public bool IsSilent { get; private set; } = true;

    /// <summary>The moment to which results can be known.</summary>
    public Instant Horizon { get; private set; }

    /// <summary>Knows the verdict from before a restart or a reload: where the first one is the same, it has held since then.</summary>
    public void Remember(ObjectiveStatusKind status, DateTimeOffset since) => _before = (status, since);

    /// <summary>Judges. Nothing is computed where nothing can have changed.</summary>
    /// <param name="clock">The present reading.</param>
    /// <param name="waivedBecause">Why the present time does not count; null where it does.</param>
    /// <param name="isFrozen">Whether results are held back, so that their absence says nothing.</param>
    public ObjectiveStatus Evaluate(in ClockReading clock, string? waivedBecause, bool isFrozen)
    {
        if (Status is { } known && !state.IsChanged && clock.Now < _recheckAt && ReferenceEquals(waivedBecause, _waivedBecause))
        {
            return known;
        }

        _waivedBecause = waivedBecause;
        Look(clock.Now, isFrozen);
        var sum = state.Total.Sum;
        var coverage = Coverage.Of(state, state.Total, Horizon);
        var (elapsed, window) = BudgetTime();
        IsJudged = coverage.IsEnough && sum.Events > 0 && sum.Events / _parts >= state.Objective.MinimumSamples;
        var exceeds = Share.Exceeds(sum.Bad, state.Objective.Target, sum.Events, elapsed, window);

        // In silence, and in time that does not count, events only age out of the window: that may not tip a verdict towards a breach.
        IsBreached = exceeds && IsJudged && ((!IsSilent && waivedBecause is null) || IsBreached);
        var rows = EvaluateRows();
        var (kind, reason) = Verdict(coverage, rows, clock.Now);
        var allowed = window == 0 || elapsed == 0 ? 0 : _budget * sum.Events * window / elapsed;
        Status = Write(clock, kind, reason, coverage, rows, Budget(allowed, elapsed, window));
        state.IsChanged = false;
        return Status;
    }

    /// <summary>What the period that is judged, and is over, came to: breached, unknown or ok.</summary>
    public ClosedObjective Close()
    {
        Horizon = Instant.Max(Horizon, state.Total.End);
        var (sum, objective) = (state.Total.Sum, state.Objective);
        var coverage = Coverage.Of(state, state.Total, Horizon);
        var (elapsed, window) = BudgetTime();
        var kind = !coverage.IsEnough || sum.Events == 0 || sum.Events / _parts < objective.MinimumSamples ? ObjectiveStatusKind.Unknown
            : Share.Exceeds(sum.Bad, objective.Target, sum.Events, elapsed, window) ? ObjectiveStatusKind.Breached : ObjectiveStatusKind.Ok;
        return new ClosedObjective(objective.Name, sum.Good, sum.Events, coverage.Ratio, kind.Name());
    }

    private void Look(Instant now, bool isFrozen)
    {
        var lag = state.Source.Interval + state.Source.Lateness;
        Horizon = state.EndsWithSlices ? state.ResultsEnd
            : isFrozen ? Instant.Max(state.ResultsEnd, state.MeasuredEnd ?? default) : Instant.Max(state.ResultsEnd, now - lag);
        Horizon = state.IsPeriod && now - state.ClosingLag >= state.Total.End ? Instant.Max(Horizon, state.Total.End) : Horizon;
        IsSilent = state.LastEventAt is not { } last || now - last > _silence;
        var silentAt = state.LastEventAt is { } at ? at + _silence : now;
        _recheckAt = Instant.Min(state.ResultsEnd + lag, silentAt);
    }

    /// <summary>The countable time since measuring began and that of the whole window; equal once a window that moves is full, or a period over.</summary>
    private (long Elapsed, long Window) BudgetTime()
    {
        var length = state.Total.Length.Ticks;
        var waived = state.Total.Sum.Waived;
        var (start, known) = (state.Total.Start, Instant.Min(Horizon, state.Total.End));
        var elapsed = state.Began is not { } began ? 0
            : began <= start && !state.IsPeriod ? length : Math.Clamp((known - Instant.Max(began, start)).Ticks, 0, length);
        return (Math.Max(0, elapsed - waived), Math.Max(0, length - waived));
    }

    private EquatableArray<BurnRateStatus> EvaluateRows()
    {
        var changed = Status is null || Status.BurnRates.Count != state.Rows.Length;
        for (var i = 0; i < state.Rows.Length; i++)
        {
            var evaluated = state.Rows[i].Evaluate();
            changed = changed || !ReferenceEquals(evaluated, Status!.BurnRates[i]);
        }

        return changed ? [.. state.Rows.Select(row => row.Status)] : Status!.BurnRates;
    }

    private (ObjectiveStatusKind Kind, string Reason) Verdict(in Coverage coverage, in EquatableArray<BurnRateStatus> rows, Instant now)
    {
        if (IsBreached)
        {
            return (ObjectiveStatusKind.Breached, "the whole window's budget is spent");
        }

        if (_waivedBecause is not null)
        {
            return (ObjectiveStatusKind.Excluded, _waivedBecause);
        }

        foreach (var row in rows.AsSpan())
        {
            if (row.Firing)
            {
                return (ObjectiveStatusKind.AtRisk, Burning(row));
            }
        }

        return Unknown(coverage, now) is { } reason ? (ObjectiveStatusKind.Unknown, reason) : (ObjectiveStatusKind.Ok, "");
    }

    private string? Unknown(in Coverage coverage, Instant now)
    {
        var events = state.Total.Sum.Events / _parts;
        if (coverage.Countable > 0 && !coverage.IsEnough)
        {
            return string.Create(CultureInfo.InvariantCulture, $"coverage {coverage.Ratio * 100:0.0}%");
        }

        if (!IsJudged)
        {
            return string.Create(CultureInfo.InvariantCulture, $"collecting {events}/{Math.Max(1, state.Objective.MinimumSamples)}");
        }

        // Nothing was to be heard while it was excluded.
        if (!IsSilent || now - state.Excluded.LastAt <= _silence)
        {
            return null;
        }

        var minutes = state.LastEventAt is { } last ? (long)(now - last).TotalMinutes : 0;
        return string.Create(CultureInfo.InvariantCulture, $"no event for {minutes}m");
    }

    private static string Burning(BurnRateStatus row) => string.Create(
        CultureInfo.InvariantCulture,
        $"burning {row.LongValue:0.##} times too fast over {Words.Span(row.Rule.Long)} and {row.ShortValue:0.##} over {Words.Span(row.Rule.Short)}");

    private ObjectiveStatus Write(
        in ClockReading clock, ObjectiveStatusKind kind, string reason, in Coverage coverage, in EquatableArray<BurnRateStatus> rows, BudgetStatus budget)
    {
        var objective = state.Objective;
        var latency = objective.Indicator as Indicator.Latency;
        var sum = state.Total.Sum;
        var shown = ShownPercentile.Of(state);
        var (lower, upper) = sum.Events == 0 ? (0, 0) : Interval(sum);
        double? remaining = sum.Events == 0 || budget.Allowed <= 0 ? null : 1 - (budget.Spent / budget.Allowed);
        return new ObjectiveStatus
        {
            Name = objective.Name,
            Indicator = IndicatorNames.Of(objective.Indicator),
            Source = state.Source is EventSource.Traffic ? EventSource.TrafficName : "probe",
            Probe = objective.Indicator.Probe,
            Status = kind,
            Reason = Status is { } before && before.Reason == reason ? before.Reason : reason,
            Since = SinceOf(kind, clock.Wall),
            Good = sum.Good,
            Events = sum.Events,
            PartsPerEvent = _parts,
            Compliance = sum.Events == 0 ? null : (double)sum.Good / sum.Events,
            Target = objective.Target,
            ErrorBudgetRemaining = remaining,
            TimeToExhaustion = ToExhaustion(remaining, rows, clock.Now),
            Budget = budget,
            BurnRates = rows,
            Coverage = coverage.Ratio,
            MinimumSamples = objective.MinimumSamples,
            Lower = sum.Events == 0 ? null : lower,
            Upper = sum.Events == 0 ? null : upper,
            Percentile = _percentile,
            PercentileSeconds = shown.Seconds,
            PercentileLowerSeconds = shown.Lower,
            PercentileUpperSeconds = shown.Upper,
            ThresholdSeconds = latency?.Threshold.TotalSeconds,
            ThresholdLowerSeconds = state.Notes.Threshold?.Lower.TotalSeconds,
            ThresholdUpperSeconds = state.Notes.Threshold?.Upper?.TotalSeconds,
            AtLeastPerSecond = (objective.Indicator as Indicator.Throughput)?.AtLeast.PerSecond,
            LastPerSecond = state.Notes.LastRate,
            HoldsProbes = state.Notes.HoldsProbes,
            Note = state.Excluded.Remark ?? state.Notes.Remark,
            CommonestFailure = state.Failures.Commonest(),
            TotalGood = state.TotalGood,
            TotalEvents = state.TotalEvents,
        };
    }

    private BudgetStatus Budget(double allowed, long elapsed, long window)
    {
        var (sum, parts) = (state.Total.Sum, (double)_parts);
        var (bad, events) = (sum.Bad / parts, sum.Events / parts);
        var dispersion = state.Dispersion(new TimeSpan(elapsed)) / parts;
        return !state.IsPeriod || BudgetForecast.Of(bad, events, elapsed, window, Math.Max(1, dispersion)) is not { } forecast
            ? new BudgetStatus(allowed / parts, bad)
            : new BudgetStatus(allowed / parts, bad) { Forecast = forecast.Expected, ForecastLower = forecast.Lower, ForecastUpper = forecast.Upper };
    }

    // Of shares that are averaged, as if each slice were one event: wider than it need be, where slices are good in part.
    private (double Lower, double Upper) Interval(in SlotSums sum) => _parts == 1 ? WilsonInterval.Of(sum.Good, sum.Events)
        : WilsonInterval.Of((double)sum.Good / sum.Events, (double)sum.Events / _parts, WilsonInterval.NinetyFivePercent);

    private DateTimeOffset SinceOf(ObjectiveStatusKind kind, DateTimeOffset now)
    {
        if (Status is { } known)
        {
            return known.Status == kind ? known.Since : now;
        }

        // Never later than now, where the wall clock was set back meanwhile.
        return _before is { } before && before.Status == kind && before.Since < now ? before.Since : now;
    }

    /// <summary>What is left, at the pace of the first row's long window; nothing where it is spent, null where nothing burns or a period ends before.</summary>
    private TimeSpan? ToExhaustion(double? remaining, in EquatableArray<BurnRateStatus> rows, Instant now)
    {
        if (remaining is not { } left)
        {
            return null;
        }

        if (left <= 0)
        {
            return TimeSpan.Zero;
        }

        if (rows.Count == 0 || rows[0].LongValue is not { } rate || rate <= 0)
        {
            return null;
        }

        var ticks = left * state.Total.Length.Ticks / rate;
        return ticks < Math.Min(TimeSpan.MaxValue.Ticks / 2.0, (state.Total.End - now).Ticks) ? new TimeSpan((long)ticks) : null;
    }
}
