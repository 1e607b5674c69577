using System.Globalization;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Objectives;

/// <summary>One run, as one objective on accuracy reads it.</summary>
/// <param name="Finding">What it says.</param>
/// <param name="Score">The score; null where there is none.</param>
/// <param name="Silence">Why it says nothing; null where it says something.</param>
internal readonly record struct RunReading(RunFinding Finding, EvaluationScore? Score, string? Silence)
{
    /// <summary>Whether the run counts.</summary>
    public bool Counts => Finding is RunFinding.Proven or RunFinding.Met or RunFinding.Unsure or RunFinding.Missed;

    /// <summary>Whether it meets the goal.</summary>
    public bool Meets => Finding is RunFinding.Proven or RunFinding.Met;

    /// <summary>Reads a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="objective">The objective.</param>
    /// <param name="key">What it is called in <see cref="EvaluationRun.Excluded"/>.</param>
    public static RunReading Of(EvaluationRun run, Objective objective, string key)
    {
        var (accuracy, result) = ((Indicator.Accuracy)objective.Indicator, run.Result);
        if ((run.Waived ?? (run.Excluded.Contains(key) ? "excluded" : null)) is { } waived)
        {
            return new RunReading(RunFinding.Waived, null, waived);
        }

        if (result.Void is { } why)
        {
            return new RunReading(RunFinding.Void, null, Words.Quote(why));
        }

        var score = result.Scores.FirstOrDefault(score => score.Metric == accuracy.Metric && score.Confidence == accuracy.Confidence);
        return score is null
            ? new RunReading(RunFinding.Silent, null, $"the run has no {accuracy.Metric} with a confidence of {Words.Percent(accuracy.Confidence)}")
            : TooLittle(result, objective, accuracy) is { } reason ? new RunReading(RunFinding.Silent, score, reason)
            : AccuracyVerdict.Of(score, accuracy) is var finding and not AccuracyFinding.Unknown ? new RunReading(Of(finding), score, null)
            : new RunReading(RunFinding.Silent, score, $"{accuracy.Metric} {(score.Value is null ? "is not defined" : "has no interval")}: {Words.Quote(score.Reason ?? "no reason is known")}");
    }

    private static RunFinding Of(AccuracyFinding finding) => finding switch
    {
        AccuracyFinding.Proven => RunFinding.Proven,
        AccuracyFinding.Met => RunFinding.Met,
        AccuracyFinding.Straddles => RunFinding.Unsure,
        _ => RunFinding.Missed,
    };

    private static string? TooLittle(EvaluationResult result, Objective objective, Indicator.Accuracy accuracy)
    {
        if (result.Scored < accuracy.MinimumLabelled * result.Examples)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Scored} of {result.Examples} predictions have a label, {Words.Percent(accuracy.MinimumLabelled)} of them are needed");
        }

        return result.Scored >= objective.MinimumSamples ? null
            : string.Create(CultureInfo.InvariantCulture, $"collecting {result.Scored}/{objective.MinimumSamples} examples");
    }
}
