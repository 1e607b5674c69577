using System.Globalization;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports;

/// <summary>Figures of a report as people read them.</summary>
internal sealed class ReportText(TimeZoneInfo zone)
{
    public const string Nothing = "–";

    /// <summary>A moment in the contract's zone, to the second.</summary>
    public string Time(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, zone).ToString(zone.BaseUtcOffset == TimeSpan.Zero && !zone.SupportsDaylightSavingTime ? "yyyy-MM-dd HH:mm:ss'Z'" : "yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>A moment, or a dash.</summary>
    public string Time(DateTimeOffset? at) => at is { } known ? Time(known) : Nothing;

    /// <summary>A date.</summary>
    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A promised share: exact.</summary>
    public static string Target(decimal? share) => share is { } known ? (100 * known).ToString("0.##########", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>A measured share, cut off after four decimals rather than rounded: what missed its target never reads as if it had met it.</summary>
    public static string Measured(decimal? share) => share is { } known ? (decimal.Truncate(1_000_000 * known) / 10_000).ToString("0.0000", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>What an objective came to: its share, or for accuracy its last score.</summary>
    public static string Measured(ObjectiveOutcome? outcome) => outcome is { Terms.Goal: not null } ? Score(outcome.Score) : Measured(outcome?.Compliance);

    /// <summary>What was promised: the share, or for accuracy the goal.</summary>
    public static string Promised(ObjectiveTerms terms) =>
        terms.Goal is { } goal ? string.Create(CultureInfo.InvariantCulture, $"{terms.Metric} {(terms.IsAtMost ? "≤" : "≥")} {goal:0.######}") : Target(terms.Target);

    /// <summary>A score.</summary>
    public static string Score(double? score) => score is { } known ? known.ToString("0.####", CultureInfo.InvariantCulture) : Nothing;

    /// <summary>The end of an interval of a share.</summary>
    public static string Bound(double? share) => share is { } known ? (100 * known).ToString("0.####", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>A share for orientation.</summary>
    public static string Share(double? share) => share is { } known ? (100 * known).ToString("0.##", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>A part of a budget, signed.</summary>
    public static string Budget(decimal? share) => share is { } known ? (100 * known).ToString("0.#", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>A part of a budget that is foreseen, signed.</summary>
    public static string Budget(double? share) => share is { } known ? (100 * known).ToString("0.#", CultureInfo.InvariantCulture) + "%" : Nothing;

    /// <summary>A number of events that are foreseen.</summary>
    public static string Expected(double? count) => count is { } known ? known.ToString("#,0", CultureInfo.InvariantCulture) : Nothing;

    /// <summary>A number of events.</summary>
    public static string Count(decimal count) => count.ToString("#,0.##", CultureInfo.InvariantCulture);

    /// <summary>A number of things.</summary>
    public static string Count(long count, string one, string many) => count.ToString("#,0", CultureInfo.InvariantCulture) + " " + (count == 1 ? one : many);

    /// <summary>A latency, given in seconds.</summary>
    public static string Seconds(double? seconds) => seconds switch
    {
        null => Nothing,
        < 10 => (1000 * seconds.Value).ToString("0.#", CultureInfo.InvariantCulture) + " ms",
        _ => seconds.Value.ToString("0.##", CultureInfo.InvariantCulture) + " s",
    };

    /// <summary>A percentile of latencies, which can lie among the failures.</summary>
    public static string Percentile(double? seconds) => seconds is null ? "failed" : Seconds(seconds);

    /// <summary>A length of time in its two largest units.</summary>
    public static string Span(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            return "-" + Span(span.Negate());
        }

        FormattableString text = span switch
        {
            { TotalDays: >= 1, Hours: 0 } => $"{span.Days} d",
            { TotalDays: >= 1 } => $"{span.Days} d {span.Hours} h",
            { TotalHours: >= 1, Minutes: 0 } => $"{span.Hours} h",
            { TotalHours: >= 1 } => $"{span.Hours} h {span.Minutes} min",
            { TotalMinutes: >= 1, Seconds: 0 } => $"{span.Minutes} min",
            { TotalMinutes: >= 1 } => $"{span.Minutes} min {span.Seconds} s",
            _ => $"{span.TotalSeconds:0.#} s",
        };
        return FormattableString.Invariant(text);
    }

    /// <summary>A length of time, or a dash.</summary>
    public static string Span(TimeSpan? span) => span is { } known ? Span(known) : Nothing;

    /// <summary>A verdict in words.</summary>
    public static string Verdict(PeriodVerdict verdict, bool isOver) => verdict switch
    {
        PeriodVerdict.Met => isOver ? "met" : "met so far",
        PeriodVerdict.Breached => "breached",
        _ => "not judged",
    };

    /// <summary>How a verdict is to be seen.</summary>
    public static string Tone(PeriodVerdict verdict) => verdict switch
    {
        PeriodVerdict.Met => "good",
        PeriodVerdict.Breached => "bad",
        _ => "unsaid",
    };
}
