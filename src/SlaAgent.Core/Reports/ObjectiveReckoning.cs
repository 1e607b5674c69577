using System.Globalization;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Time;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Reports;

/// <summary>Reckons what counted events came to in one stretch of a period.</summary>
internal sealed class ObjectiveReckoning
{
    private const int MostPoints = 240;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly ObjectiveStretch _stretch;
    private readonly ReportPeriod _period;
    private readonly DateTimeOffset _knownTo;
    private readonly bool _isShort;
    private readonly SeriesTally _counted = new();
    private readonly SeriesTally _adjusted = new();
    private readonly SeriesTally[] _days;
    private readonly PeriodCounts _hours = new();
    private readonly List<(DateTimeOffset At, long Bad)> _path = [];
    private DateTimeOffset? _began;
    private bool _isAdjusted;

    private ObjectiveReckoning(ObjectiveStretch stretch, ReportPeriod period, DateTimeOffset now, bool isShort)
    {
        (_stretch, _period, _isShort) = (stretch, period, isShort);
        _knownTo = now < stretch.To ? now : stretch.To;
        _days = [.. period.Days.Select(_ => new SeriesTally())];
    }

    private ObjectiveTerms Terms => _stretch.Terms;

    private long Parts => Math.Max(1, Terms.PartsPerEvent);

    /// <summary>Reckons a stretch.</summary>
    /// <param name="index">The record.</param>
    /// <param name="stretch">The stretch.</param>
    /// <param name="from">Start of the first hour that is reckoned to it: that in which the terms changed, unless it belongs to the stretch before.</param>
    /// <param name="period">The period of which it is a part.</param>
    /// <param name="now">When the report is made.</param>
    /// <param name="isShort">Whether latencies are left out: reading them is most of the work.</param>
    public static ObjectiveReport Of(EvidenceIndex index, ObjectiveStretch stretch, DateTimeOffset from, ReportPeriod period, DateTimeOffset now, bool isShort)
    {
        var reckoning = new ObjectiveReckoning(stretch, period, now, isShort);
        reckoning.Count(index.HoursOf(stretch.Terms.Series ?? ""), from);
        return reckoning.Report();
    }

    private void Count(IEnumerable<CountedHour> hours, DateTimeOffset from)
    {
        var day = 0;
        foreach (var hour in hours)
        {
            _began ??= BeganIn(hour);
            if (hour.From < from || hour.From >= _stretch.To)
            {
                continue;
            }

            while (day < _days.Length - 1 && hour.From >= _period.Days[day].To)
            {
                day++;
            }

            Count(hour, day);
        }
    }

    private void Count(in CountedHour hour, int day)
    {
        var sign = hour.IsTaken ? -1 : 1;
        _hours.Add(new Instant(hour.From.UtcTicks), new SlotSums(sign * hour.Hour.Good, sign * hour.Hour.Bad, 0, 0));
        if (hour.IsTaken)
        {
            _isAdjusted = true;
            _adjusted.Take(hour.Hour);
            _days[day].Take(hour.Hour);
        }
        else
        {
            _counted.Add(hour.Hour);
            _adjusted.Add(hour.Hour);
            _days[day].Add(hour.Hour);
        }

        if (!_isShort)
        {
            _days[day].AddLatencies(hour);
        }

        var end = hour.From + Hour < _knownTo ? hour.From + Hour : _knownTo;
        if (_path is [.., var last] && last.At == end)
        {
            _path[^1] = (end, _adjusted.Bad);
        }
        else
        {
            _path.Add((end, _adjusted.Bad));
        }
    }

    /// <summary>Measuring began so long before the end of its first hour as there was something measured, or waived, in it.</summary>
    private DateTimeOffset BeganIn(in CountedHour first)
    {
        var end = first.From + Hour < _knownTo || first.From > _knownTo ? first.From + Hour : _knownTo;
        var began = end - first.Hour.Covered - first.Hour.Waived;
        return began < first.From ? first.From : began;
    }

    private ObjectiveReport Report()
    {
        Array.ForEach(_days, _adjusted.AddLatencies);
        var began = _began is { } at && at > _stretch.From ? at : _stretch.From;
        var passed = _knownTo > began ? _knownTo - began : TimeSpan.Zero;
        var (figures, budget, verdict, because) = Judge(_adjusted, passed);
        var original = _isAdjusted ? Judge(_counted, passed) : default;
        var spent = budget is { Allowed: > 0 } ? (double?)(budget.Spent / budget.Allowed) : null;
        return new()
        {
            Terms = Terms,
            From = _stretch.From,
            To = _stretch.To,
            Figures = figures,
            Original = original.Figures,
            OriginalVerdict = _isAdjusted ? original.Verdict : null,
            Budget = budget is null ? null : Foreseen(budget, figures),
            Verdict = verdict,
            Because = because,
            Latencies = _adjusted.Latencies(Terms.Percentile),
            Causes = _adjusted.Causes(spent),
            Days = [.. _days.Select(Day)],
            Burn = Burn(budget),
        };
    }

    private ErrorBudget? Budget(ObjectiveFigures figures, TimeSpan whole) =>
        Terms.Target is { } target && figures.Events > 0 && figures.Countable > TimeSpan.Zero
            ? new((1 - target) * figures.Events * whole.Ticks / figures.Countable.Ticks, figures.Bad)
            : null;

    private TimeSpan Whole(TimeSpan waived) => Positive(_stretch.To - _stretch.From - waived);

    /// <summary>With what it will come to, as long as the terms hold and the period goes on.</summary>
    private ErrorBudget Foreseen(ErrorBudget budget, ObjectiveFigures figures)
    {
        var dispersion = Math.Max(1, _hours.Dispersion(figures.Countable) / Parts);
        return _knownTo < _stretch.To
            && BudgetForecast.Of((double)figures.Bad, (double)figures.Events, figures.Countable.Ticks, Whole(figures.Waived).Ticks, dispersion) is { } forecast
            ? budget with { Forecast = forecast.Expected, ForecastLower = forecast.Lower, ForecastUpper = forecast.Upper }
            : budget;
    }

    private (ObjectiveFigures Figures, ErrorBudget? Budget, PeriodVerdict Verdict, string Because) Judge(SeriesTally tally, TimeSpan passed)
    {
        var figures = tally.Figures(Parts, Positive(passed - tally.Waived));
        var whole = Whole(tally.Waived);
        var budget = Budget(figures, whole);
        var (verdict, because) = Judge(figures, whole, budget);
        return (figures, budget, verdict, because);
    }

    private (PeriodVerdict Verdict, string Because) Judge(ObjectiveFigures figures, TimeSpan whole, ErrorBudget? budget)
    {
        if (Terms.Target is not { } target || budget is null)
        {
            return (PeriodVerdict.NotJudged, figures is { Events: 0, Waived.Ticks: > 0, Countable.Ticks: 0 } ? "all of the time is excluded" : "nothing was counted");
        }

        var countable = figures.Countable.Ticks;
        if (!Share.IsCovered(Math.Min(figures.Covered.Ticks, countable), countable))
        {
            return (PeriodVerdict.NotJudged, string.Create(CultureInfo.InvariantCulture, $"{100 * figures.Coverage:0.0}% of the time was measured, and 90% are needed"));
        }

        if (figures.Events < Terms.MinimumSamples)
        {
            return (PeriodVerdict.NotJudged, string.Create(CultureInfo.InvariantCulture, $"{figures.Events:0.##} {Terms.Unit} were counted, and {Terms.MinimumSamples} are needed"));
        }

        var says = string.Create(CultureInfo.InvariantCulture, $"{figures.Bad:#,0.##} {Terms.Unit} were bad, and {budget.Allowed:#,0.##} may be");
        var (bad, events) = ((long)(figures.Bad * Parts), (long)(figures.Events * Parts));
        return (Share.Exceeds(bad, target, events, countable, whole.Ticks) ? PeriodVerdict.Breached : PeriodVerdict.Met, says);
    }

    private ObjectiveDay Day(SeriesTally tally, int index)
    {
        var day = _period.Days[index];
        var (from, to) = (Later(day.From, _stretch.From, _began ?? _stretch.From), Earlier(day.To, _knownTo));
        return new() { Day = day, Figures = tally.Figures(Parts, Positive(to - from - tally.Waived)), Latencies = tally.Latencies(Terms.Percentile), Causes = tally.Causes(null) };
    }

    private EquatableArray<BurnPoint> Burn(ErrorBudget? budget)
    {
        if (budget is not { Allowed: > 0 })
        {
            return [];
        }

        var step = Math.Max(1, (_path.Count + MostPoints - 1) / MostPoints);
        var allowed = (double)(budget.Allowed * Parts);
        return
        [
            new(_stretch.From, 1),
            .. _path.Where((_, i) => i % step == step - 1 || i == _path.Count - 1).Select(point => new BurnPoint(point.At, 1 - (point.Bad / allowed))),
        ];
    }

    private static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b, DateTimeOffset c) => a > b ? (a > c ? a : c) : b > c ? b : c;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
