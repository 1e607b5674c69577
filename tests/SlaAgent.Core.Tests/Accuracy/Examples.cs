using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>Runs made up for a test.</summary>
internal static class Examples
{
    public static EvaluationItems Of(EvaluationTask task, IEnumerable<(string Label, string? Prediction, double? Score)> examples, params string[] metrics) =>
        Of(new ScoringRules { Task = task, Positive = "1", Wanted = [.. metrics.Select(metric => new ScoreRequest(metric, 0.95m))] }, examples);

    public static EvaluationItems Of(ScoringRules rules, IEnumerable<(string Label, string? Prediction, double? Score)> examples)
    {
        var items = EvaluationItems.For(rules);
        var index = 0;
        foreach (var (label, prediction, score) in examples)
        {
            Assert.Null(items.Add(index++, label, prediction, score));
        }

        return items;
    }

    public static EvaluationItems Classes(IEnumerable<(string Label, string Prediction)> examples, params string[] metrics) =>
        Of(EvaluationTask.Classification, examples.Select(example => (example.Label, (string?)example.Prediction, (double?)null)), metrics);

    public static EvaluationItems Texts(IEnumerable<(string Label, string Prediction)> examples, params string[] metrics) =>
        Of(EvaluationTask.Generation, examples.Select(example => (example.Label, (string?)example.Prediction, (double?)null)), metrics);

    public static EvaluationScore Only(EvaluationItems items) => Assert.Single(ScoreBook.Of(items));

    public static IEnumerable<T> Times<T>(int count, T item) => Enumerable.Repeat(item, count);
}
