using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Tests.Accuracy;

/// <summary>One data set of the reference, and what was computed for it elsewhere.</summary>
internal sealed record ReferenceCase(EvaluationTask Task, string[] Labels, string[] Predictions, double[]? Scores, Dictionary<string, double> Metrics, Dictionary<string, double[]> Intervals)
{
    public static readonly IReadOnlyList<ReferenceCase> All = Read();

    /// <summary>Its examples, in the order of <paramref name="order"/>.</summary>
    public EvaluationItems Items(IEnumerable<int>? order = null, decimal confidence = 0.95m)
    {
        var items = EvaluationItems.For(new ScoringRules
        {
            Task = Task,
            Positive = Task == EvaluationTask.Binary ? "1" : null,
            Wanted = [.. Metrics.Keys.Order(StringComparer.Ordinal).Select(metric => new ScoreRequest(metric, confidence))],
        });
        foreach (var index in order ?? Enumerable.Range(0, Labels.Length))
        {
            Assert.Null(items.Add(index, Labels[index], Predictions[index], Scores?[index]));
        }

        return items;
    }

    /// <summary>Its scores, by name.</summary>
    public IReadOnlyDictionary<string, EvaluationScore> Compute(decimal confidence = 0.95m) =>
        ScoreBook.Of(Items(confidence: confidence)).ToDictionary(score => score.Metric, StringComparer.Ordinal);

    private static List<ReferenceCase> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Accuracy", "Data", "metrics-reference.json")));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Of)];
    }

    private static ReferenceCase Of(JsonElement element)
    {
        var scores = element.TryGetProperty("scores", out var list) ? list.EnumerateArray().Select(item => item.GetDouble()).ToArray() : null;
        var predictions = scores is null ? Texts(element.GetProperty("predictions")) : [.. scores.Select(score => score >= element.GetProperty("threshold").GetDouble() ? "1" : "0")];
        return new ReferenceCase(
            Enum.Parse<EvaluationTask>(element.GetProperty("task").GetString()!, ignoreCase: true),
            Texts(element.GetProperty("labels")),
            predictions,
            scores,
            element.GetProperty("metrics").EnumerateObject().ToDictionary(metric => metric.Name, metric => metric.Value.GetDouble(), StringComparer.Ordinal),
            element.TryGetProperty("intervals", out var intervals)
                ? intervals.EnumerateObject().ToDictionary(item => item.Name, item => item.Value.EnumerateArray().Select(end => end.GetDouble()).ToArray(), StringComparer.Ordinal)
                : []);
    }

    private static string[] Texts(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number ? item.GetDouble().ToString("R", CultureInfo.InvariantCulture) : item.GetString()!)];
}
