using System.Globalization;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Results;

namespace SlaAgent.Telemetry;

/// <summary>
/// Evaluations as log records: <c>sla.evaluation.result</c>, one a run; and for generated texts <c>gen_ai.evaluation.result</c> of OpenTelemetry's conventions
/// for generative AI, one a score. What was asked, answered or expected is in none of them.
/// </summary>
internal sealed class EvaluationRecords(ILoggerFactory loggers)
{
    /// <summary>Category of the records of runs; the console shows them too.</summary>
    public const string Runs = "SlaAgent.Evaluations";

    /// <summary>Category of the records of single scores; the console does not show them.</summary>
    public const string Scores = "SlaAgent.Evaluations.Scores";

    private const string RunEvent = "sla.evaluation.result";
    private const string ScoreEvent = "gen_ai.evaluation.result";

    private readonly ILogger _runs = loggers.CreateLogger(Runs);
    private readonly ILogger _scores = loggers.CreateLogger(Scores);

    /// <summary>Writes the records of <paramref name="report"/>.</summary>
    public void Write(RunReport report)
    {
        Log(_runs, report.Void is null ? LogLevel.Information : LogLevel.Warning, RunEvent, OfRun(report), Words(report));
        foreach (var score in report.Scores.Where(IsOfText).OrderBy(score => score.Confidence != 0.95m).DistinctBy(score => score.Metric))
        {
            Log(_scores, LogLevel.Information, ScoreEvent, OfScore(report, score), score.Metric);
        }
    }

    private static bool IsOfText(EvaluationScore score) =>
        ScoreDefinition.Find(score.Metric) is { } known && known.IsOf(EvaluationTask.Generation);

    private static List<KeyValuePair<string, object?>> OfRun(RunReport report)
    {
        var attributes = Names(report);
        Add(attributes, "sla.evaluation.run", report.Id);
        Add(attributes, "sla.evaluation.void", report.Void);
        Add(attributes, "sla.evaluation.data_set_sha256", report.DataSetHash.Length == 0 ? null : report.DataSetHash);
        Add(attributes, "sla.evaluation.model_version", report.ModelVersion);
        Add(attributes, "sla.evaluation.commonest_failure", report.CommonestFailure);
        foreach (var (name, value) in RunFigures.Of(report))
        {
            Add(attributes, "sla.evaluation." + name, value);
        }

        return attributes;
    }

    private static List<KeyValuePair<string, object?>> OfScore(RunReport report, EvaluationScore score)
    {
        var attributes = Names(report);
        Add(attributes, "gen_ai.evaluation.name", score.Metric);
        if (score.Value is { } value && double.IsFinite(value))
        {
            Add(attributes, "gen_ai.evaluation.score.value", value);
            Add(attributes, "gen_ai.evaluation.explanation", Interval(score) + Invariant($"{report.Scored} of {report.Examples} examples"));
        }
        else
        {
            Add(attributes, "error.type", "undefined");
            Add(attributes, "gen_ai.evaluation.explanation", score.Reason);
        }

        return attributes;
    }

    private static List<KeyValuePair<string, object?>> Names(RunReport report) => [new("sla.service", report.Service), new("sla.probe", report.Probe)];

    private static string Words(RunReport report)
    {
        if (report.Void is { } reason)
        {
            return $"evaluation {report.Id} is void: {reason}";
        }

        var first = report.Scores.FirstOrDefault(score => score.Value is not null);
        return Invariant($"evaluation {report.Id}: ") + (first is null ? "" : Invariant($"{first.Metric} {first.Value:0.####}, ") + Interval(first)) + Invariant($"{report.Scored} of {report.Examples} examples scored");
    }

    private static string Interval(EvaluationScore score) => score is { Lower: { } lower, Upper: { } upper }
        ? Invariant($"{lower:0.####} to {upper:0.####} at {score.Confidence * 100:0.##}%, ")
        : "";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Add(List<KeyValuePair<string, object?>> attributes, string name, object? value)
    {
        if (value is not null)
        {
            attributes.Add(new(name, value));
        }
    }

    private static void Log(ILogger logger, LogLevel level, string name, List<KeyValuePair<string, object?>> attributes, string text) =>
        logger.Log<IReadOnlyList<KeyValuePair<string, object?>>>(level, new EventId(0, name), attributes, null, (_, _) => text);
}
