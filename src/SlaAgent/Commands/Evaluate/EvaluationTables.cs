using System.Globalization;
using System.Text;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Samples;

namespace SlaAgent.Commands.Evaluate;

/// <summary>What a run by hand found, for people.</summary>
internal static class EvaluationTables
{
    private const int MostClassesShown = 12;

    private const int HashShown = 12;

    public static string Of(EvaluationFindings found)
    {
        var text = new StringBuilder().AppendLine(Head(found));
        foreach (var goal in Goals(found))
        {
            text.AppendLine().Append(goal);
        }

        if (found.Result.Scores.Count > 0)
        {
            text.AppendLine().Append(Scores(found.Result));
        }

        if (found.Confusion is { Classes.Count: <= MostClassesShown } matrix)
        {
            text.AppendLine().Append(Confusion(matrix));
        }

        return text.ToString().TrimEnd();
    }

    private static string Head(EvaluationFindings found)
    {
        var result = found.Result;
        var table = new TextTable($"{result.Service}/{result.Probe}", "");
        table.Add("examples", string.Create(CultureInfo.InvariantCulture, $"{result.Examples} in {result.Duration.TotalSeconds:0.0}s: {result.Scored} scored, {result.Failed} failed, {result.Unknown} unknown"));
        if (found.Failures.Count > 0)
        {
            table.Add("failures", string.Join(", ", found.Failures.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Outcome.Name()} {f.Count}"))));
            table.Add("commonest", result.CommonestFailure ?? "");
        }

        table.Add("data set", result.DataSetHash.Length > 0 ? $"{found.Plan.Probe.DataSet.File} (sha256 {result.DataSetHash[..HashShown]}…)" : found.Plan.Probe.DataSet.File);
        table.Add("model version", result.ModelVersion ?? "not said by the server");
        return table.ToString().TrimEnd();
    }

    private static IEnumerable<string> Goals(EvaluationFindings found)
    {
        if (found.Goals.Count == 0)
        {
            yield break;
        }

        var table = new TextTable("SLA", "OBJECTIVE", "PROMISE", "MEASURED", "FINDING", "EXAMPLES TO PROVE IT");
        foreach (var goal in found.Goals)
        {
            table.Add(
                goal.Agreement,
                goal.Objective,
                string.Create(CultureInfo.InvariantCulture, $"{goal.Goal.Metric} {(goal.Goal.IsAtMost ? "≤" : "≥")} {goal.Goal.Goal:0.######}"),
                goal.Score is { } score ? Number(score.Value) + " " + Interval(score) : "-",
                Words(goal),
                goal.Finding == AccuracyFinding.Proven ? "proven" : goal.ExamplesNeeded?.ToString(CultureInfo.InvariantCulture) ?? "-");
        }

        yield return table.ToString();
    }

    private static string Words(GoalFinding goal) => goal.Finding switch
    {
        AccuracyFinding.Straddles => "at_risk (may be chance)",
        AccuracyFinding.Missed => goal.Goal.Confirm > 1 ? string.Create(CultureInfo.InvariantCulture, $"missed (a breach after {goal.Goal.Confirm} runs in a row)") : "missed",
        _ => goal.Name,
    };

    private static string Scores(EvaluationResult result)
    {
        var table = new TextTable("SCORE", "VALUE", "INTERVAL", "CONFIDENCE", "OF", "");
        foreach (var score in result.Scores)
        {
            table.Add(
                score.Metric,
                Number(score.Value),
                Interval(score),
                score.Confidence.ToString("0.##%", CultureInfo.InvariantCulture),
                score is { Good: { } good, Of: { } of } ? string.Create(CultureInfo.InvariantCulture, $"{good}/{of}") : "",
                score.Reason ?? "");
        }

        return table.ToString();
    }

    private static string Confusion(ConfusionMatrix matrix)
    {
        var table = new TextTable(["LABEL \\ PREDICTION", .. matrix.Classes, ConfusionMatrix.Other]);
        for (var row = 0; row < matrix.Classes.Count; row++)
        {
            table.Add([matrix.Classes[row], .. Enumerable.Range(0, matrix.Classes.Count + 1).Select(column => matrix[row, column].ToString(CultureInfo.InvariantCulture))]);
        }

        return table.ToString();
    }

    private static string Number(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "-";

    private static string Interval(EvaluationScore score) => score is { Lower: { } lower, Upper: { } upper } ? $"[{Number(lower)}, {Number(upper)}]" : "";
}
