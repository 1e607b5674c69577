using System.Globalization;
using SlaAgent.Http;

namespace SlaAgent.Commands;

/// <summary>A score in one line of a table.</summary>
internal static class AccuracyText
{
    /// <summary>The score with its interval, the goal, the examples, and when it was measured: <c>recall 0.9412 (0.9183..0.958) of >= 0.92, n=495, 2026-03-02 12:00Z</c>.</summary>
    public static string Measured(ApiAccuracy accuracy)
    {
        var goal = $"of {(accuracy.IsAtMost ? "<=" : ">=")} {accuracy.Goal.ToString("0.######", CultureInfo.InvariantCulture)}";
        if (accuracy.Score is not { } score)
        {
            return $"{accuracy.Metric} - {goal}";
        }

        var interval = accuracy is { Lower: { } lower, Upper: { } upper } ? $" ({Number(lower)}..{Number(upper)})" : "";
        var needed = accuracy.NeededExamples is { } examples ? string.Create(CultureInfo.InvariantCulture, $", proven at {examples}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{accuracy.Metric} {Number(score)}{interval} {goal}, n={accuracy.Scored}{needed}, {accuracy.RunAt:yyyy-MM-dd HH:mm}Z");
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
