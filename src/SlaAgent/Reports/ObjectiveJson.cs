using System.Text.Json;
using SlaAgent.Core.Reports;

namespace SlaAgent.Reports;

/// <summary>Writes what an objective came to.</summary>
internal static class ObjectiveJson
{
    public static void Write(Utf8JsonWriter json, ObjectiveReport objective)
    {
        json.WriteStartObject();
        WriteTerms(json, objective);
        json.WriteString("from", objective.From.UtcDateTime);
        json.WriteString("to", objective.To.UtcDateTime);
        json.WriteString("verdict", JsonRenderer.Verdict(objective.Verdict));
        json.WriteString("because", objective.Because);
        WriteFigures(json, objective.Figures);
        WriteOriginal(json, objective);
        json.Number("budgetAllowed", objective.Budget?.Allowed);
        json.Number("budgetSpent", objective.Budget?.Spent);
        json.Number("budgetRemaining", objective.Budget?.Remaining);
        WriteForecast(json, objective.Budget);
        WriteLatencies(json, objective.Latencies, isWhole: true);
        json.Array("causes", objective.Causes, WriteCause);
        json.Array("runs", objective.Runs, WriteRun);
        json.Array("days", objective.Days, WriteDay);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ObjectiveOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("name", outcome.Terms.Name);
        json.Number("target", outcome.Terms.Target ?? outcome.Terms.Goal);
        json.Number("compliance", outcome.Compliance);
        json.Number("score", outcome.Score);
        json.Number("budgetRemaining", outcome.Remaining);
        json.WriteString("verdict", JsonRenderer.Verdict(outcome.Verdict));
        json.WriteEndObject();
    }

    private static void WriteTerms(Utf8JsonWriter json, ObjectiveReport objective)
    {
        var terms = objective.Terms;
        json.WriteString("name", terms.Name);
        json.WriteString("indicator", terms.Indicator);
        json.WriteString("unit", terms.Unit);
        json.Number("target", terms.Target);
        json.WriteNumber("minimumSamples", terms.MinimumSamples);
        json.Number("percentile", terms.Percentile);
        json.Seconds("thresholdSeconds", terms.Threshold);
        json.Seconds("sliceSeconds", terms.Slice);
        json.Number("atLeastPerSecond", terms.AtLeastPerSecond);
        json.WriteString("evaluation", terms.Evaluation);
        json.WriteString("metric", terms.Metric);
        json.Number("goal", terms.Goal);
        json.WriteBoolean("atMost", terms.IsAtMost);
        json.Array("method", terms.Method, (writer, sentence) => writer.WriteStringValue(sentence));
    }

    private static void WriteFigures(Utf8JsonWriter json, ObjectiveFigures figures)
    {
        json.WriteNumber("good", figures.Good);
        json.WriteNumber("events", figures.Events);
        json.Number("compliance", figures.Compliance);
        json.Number("lower", figures.Lower);
        json.Number("upper", figures.Upper);
        json.Number("coverage", figures.Coverage);
        json.WriteNumber("coveredSeconds", figures.Covered.TotalSeconds);
        json.WriteNumber("excludedSeconds", figures.Waived.TotalSeconds);
    }

    private static void WriteForecast(Utf8JsonWriter json, ErrorBudget? budget)
    {
        if (budget is not { Forecast: { } forecast })
        {
            json.WriteNull("forecast");
            return;
        }

        json.WriteStartObject("forecast");
        json.WriteNumber("bad", forecast);
        json.Number("lower", budget.ForecastLower);
        json.Number("upper", budget.ForecastUpper);
        json.Number("budgetRemaining", budget.RemainingAfter(forecast));
        json.WriteEndObject();
    }

    private static void WriteOriginal(Utf8JsonWriter json, ObjectiveReport objective)
    {
        if (objective is not { Original: { } original, OriginalVerdict: { } verdict })
        {
            json.WriteNull("original");
            return;
        }

        json.WriteStartObject("original");
        WriteFigures(json, original);
        json.WriteString("verdict", JsonRenderer.Verdict(verdict));
        json.WriteEndObject();
    }

    private static void WriteLatencies(Utf8JsonWriter json, LatencyFigures? figures, bool isWhole)
    {
        if (figures is null)
        {
            json.WriteNull("latencies");
            return;
        }

        json.WriteStartObject("latencies");
        json.WriteNumber("measured", figures.Measured);
        json.WriteNumber("failed", figures.Failed);
        json.Number("p50", figures.P50);
        json.Number("p95", figures.P95);
        json.Number("p99", figures.P99);
        if (isWhole)
        {
            json.Number("promised", figures.Promised);
        }

        json.WriteEndObject();
    }

    private static void WriteCause(Utf8JsonWriter json, FailureCause cause)
    {
        json.WriteStartObject();
        json.WriteString("reason", cause.Reason);
        json.WriteNumber("count", cause.Count);
        json.WriteNumber("share", cause.Share);
        json.Number("budgetShare", cause.BudgetShare);
        json.WriteNumber("seconds", cause.Time.TotalSeconds);
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, AccuracyRun run)
    {
        json.WriteStartObject();
        json.WriteString("at", run.At.UtcDateTime);
        json.Number("value", run.Value);
        json.Number("lower", run.Lower);
        json.Number("upper", run.Upper);
        json.WriteNumber("examples", run.Scored);
        json.WriteString("dataSetSha256", run.DataSetHash);
        json.WriteString("modelVersion", run.ModelVersion);
        json.WriteString("doesNotCountBecause", run.Void);
        json.WriteEndObject();
    }

    private static void WriteDay(Utf8JsonWriter json, ObjectiveDay day)
    {
        json.WriteStartObject();
        json.WriteString("date", ReportText.Date(day.Day.Date));
        json.WriteString("from", day.Day.From.UtcDateTime);
        json.WriteString("to", day.Day.To.UtcDateTime);
        json.WriteNumber("good", day.Figures.Good);
        json.WriteNumber("events", day.Figures.Events);
        json.WriteNumber("coveredSeconds", day.Figures.Covered.TotalSeconds);
        json.WriteNumber("excludedSeconds", day.Figures.Waived.TotalSeconds);
        WriteLatencies(json, day.Latencies, isWhole: false);
        json.Array("causes", day.Causes, (writer, cause) =>
        {
            writer.WriteStartObject();
            writer.WriteString("reason", cause.Reason);
            writer.WriteNumber("count", cause.Count);
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    }
}
