using SlaAgent.Core.Samples;

namespace SlaAgent.Commands.Evaluate;

/// <summary>One run of an evaluation made by hand, for machines. Durations in seconds, shares 0 to 1, null for what is not known.</summary>
internal sealed record EvaluationReport(
    string Service,
    string Probe,
    string? Void,
    double DurationSeconds,
    string DataSet,
    string DataSetHash,
    string? ModelVersion,
    long Examples,
    long Scored,
    long Failed,
    long Unknown,
    EvaluationReport.Failure[] Failures,
    string? CommonestFailure,
    EvaluationReport.Score[] Scores,
    EvaluationReport.Goal[] Objectives,
    EvaluationReport.Matrix? Confusion)
{
    public static EvaluationReport Of(EvaluationFindings found)
    {
        var result = found.Result;
        return new(
            result.Service,
            result.Probe,
            result.Void,
            result.Duration.TotalSeconds,
            found.Plan.Probe.DataSet.File,
            result.DataSetHash,
            result.ModelVersion,
            result.Examples,
            result.Scored,
            result.Failed,
            result.Unknown,
            [.. found.Failures.Select(failure => new Failure(failure.Outcome.Name(), failure.Count))],
            result.CommonestFailure,
            [.. result.Scores.Select(s => new Score(s.Metric, s.Value, s.Confidence, s.Lower, s.Upper, s.Method, s.Good, s.Of, s.Reason))],
            [.. found.Goals.Select(GoalOf)],
            found.Confusion is { } matrix ? new Matrix([.. matrix.Classes], [.. Rows(matrix)], matrix.Hidden) : null);
    }

    private static Goal GoalOf(GoalFinding goal) => new(
        goal.Agreement,
        goal.Objective,
        goal.Goal.Metric,
        goal.Goal.Goal,
        goal.Goal.IsAtMost,
        goal.Goal.Confidence,
        goal.Score?.Value,
        goal.Score?.Lower,
        goal.Score?.Upper,
        goal.Name,
        goal.ExamplesNeeded);

    private static IEnumerable<long[]> Rows(Core.Accuracy.ConfusionMatrix matrix) =>
        Enumerable.Range(0, matrix.Classes.Count).Select(row => Enumerable.Range(0, matrix.Classes.Count + 1).Select(column => matrix[row, column]).ToArray());

    /// <summary>An outcome of requests that failed, and how often.</summary>
    internal sealed record Failure(string Outcome, long Count);

    /// <summary>A score with its interval.</summary>
    internal sealed record Score(
        string Metric, double? Value, decimal Confidence, double? Lower, double? Upper, string? Method, long? Good, long? Of, string? Reason);

    /// <summary>A promise, and what the run says of it: <c>proven</c>, <c>met</c>, <c>at_risk</c>, <c>missed</c> or <c>unknown</c>.</summary>
    internal sealed record Goal(
        string Sla, string Objective, string Metric, decimal Target, bool AtMost, decimal Confidence, double? Value, double? Lower, double? Upper, string Finding, long? ExamplesNeeded);

    /// <summary>Rows are labels, columns predictions, the last of them whatever is none of the classes.</summary>
    internal sealed record Matrix(string[] Classes, long[][] Counts, long Hidden);
}
