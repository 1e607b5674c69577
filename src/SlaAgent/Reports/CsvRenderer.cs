using System.Globalization;
using System.Text;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports;

/// <summary>
/// Writes a report's figures as CSV after RFC 4180, with a header: a row for each objective (<c>row</c> is <c>objective</c>) and one for each of its days (<c>day</c>).
/// Names that a spreadsheet would take for a formula begin with an apostrophe.
/// </summary>
internal static class CsvRenderer
{
    private static readonly string[] Header =
    [
        "sla", "period", "row", "objective", "from", "to", "target", "good", "events", "compliance", "coverage", "covered_seconds", "excluded_seconds",
        "budget_allowed", "budget_remaining", "p50_seconds", "p95_seconds", "p99_seconds", "verdict", "because", "forecast_bad", "forecast_lower", "forecast_upper",
    ];

    public static string Write(ComplianceReport report)
    {
        var csv = new StringBuilder();
        Line(csv, Header);
        foreach (var objective in report.Objectives)
        {
            string[] budget = [Number(objective.Budget?.Allowed), Number(objective.Budget?.Remaining)];
            string[] verdict = [ReportText.Verdict(objective.Verdict, isOver: true).Replace(' ', '_'), Text(objective.Because)];
            string[] forecast = [Number(objective.Budget?.Forecast), Number(objective.Budget?.ForecastLower), Number(objective.Budget?.ForecastUpper)];
            Line(csv, [.. Row(report, objective, "objective", objective.From, objective.To, objective.Figures), .. budget, .. Latencies(objective.Latencies), .. verdict, .. forecast]);
            foreach (var day in objective.Days)
            {
                Line(csv, [.. Row(report, objective, "day", day.Day.From, day.Day.To, day.Figures), "", "", .. Latencies(day.Latencies), "", "", "", "", ""]);
            }
        }

        return csv.ToString();
    }

    private static string[] Row(ComplianceReport report, ObjectiveReport objective, string kind, DateTimeOffset from, DateTimeOffset to, ObjectiveFigures figures) =>
    [
        Text(report.Terms.Name), Text(report.Period.Name), kind, Text(objective.Terms.Name), Time(from), Time(to), Number(objective.Terms.Target ?? objective.Terms.Goal), Number(figures.Good), Number(figures.Events),
        Number(figures.Compliance), Number(figures.Coverage), Number(figures.Covered.TotalSeconds), Number(figures.Waived.TotalSeconds),
    ];

    private static string[] Latencies(LatencyFigures? figures) => [Number(figures?.P50), Number(figures?.P95), Number(figures?.P99)];

    private static void Line(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells).Append("\r\n");

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Number(decimal? number) => number?.ToString("0.############", CultureInfo.InvariantCulture) ?? "";

    private static string Number(double? number) => number?.ToString("0.#########", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A text cell, quoted where it must be.</summary>
    public static string Text(string text)
    {
        var safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? "'" + text : text;
        return safe.AsSpan().IndexOfAny("\",\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
