using System.Globalization;
using SlaAgent.Configuration.DataSets;
using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Whether a run is large enough to say anything about the goal.</summary>
/// <param name="document">The agreement.</param>
internal sealed class EvaluationSize(DocumentScope document)
{
    /// <summary>Fewer examples of a class say little of it.</summary>
    private const int FewOfAClass = 30;

    /// <summary>Warns of what can never come true with so few examples.</summary>
    /// <param name="map">The objective.</param>
    /// <param name="path">Its path.</param>
    /// <param name="objective">Its contract.</param>
    /// <param name="data">Its data set.</param>
    public void Check(YamlMapping map, NodePath path, Objective objective, DataSetSummary data)
    {
        if (objective.MinimumSamples > data.Asked)
        {
            document.Warn(map.PlaceOf("minimumSamples"), path.Key("minimumSamples"), $"{objective.MinimumSamples} are never reached: a run of {data.Probe} has {data.Asked} examples, so the status stays unknown; write a smaller number");
        }

        if (objective.Indicator is not Indicator.Accuracy accuracy || ScoreDefinition.Find(accuracy.Metric) is not { } score)
        {
            return;
        }

        var here = path.Key("accuracy");
        var written = map.Mapping("accuracy")!;
        if (score.NeedsPositive && data.PositiveAsked is { } positive and < FewOfAClass)
        {
            document.Warn(written.PlaceOf("metric"), here.Key("metric"), $"a run has only {positive} examples of the positive class, and fewer than {FewOfAClass} say little; add some");
        }

        // Of how many predictions a precision is, only a run tells: at most of all.
        var size = score.Name == ScoreName.Recall ? data.PositiveAsked ?? data.Asked : data.Asked;
        if (score.IsProportion && !accuracy.IsAtMost && size > 0)
        {
            CheckShare(written.PlaceOf("atLeast"), here.Key("atLeast"), accuracy, size);
        }
    }

    private void CheckShare(Position at, NodePath path, Indicator.Accuracy accuracy, long size)
    {
        var goal = (double)accuracy.Goal;
        var best = ProportionInterval.Wilson(size, size, accuracy.Confidence).Lower;
        var worst = ProportionInterval.Wilson(0, size, accuracy.Confidence).Upper;
        if (best < goal)
        {
            var needed = ExamplesNeeded.OfShare(1, goal, isAtMost: false, (double)((1 + accuracy.Confidence) / 2)) is { } examples ? $"at least {examples} examples could show it" : "no number of examples shows it";
            document.Warn(at, path, string.Create(CultureInfo.InvariantCulture, $"even a run without a mistake only shows that {accuracy.Metric} is above {Math.Floor(best * 10_000) / 10_000:0.####}, with {size} examples; the goal is never {(accuracy.Decision == AccuracyDecision.LowerBound ? "reached" : "proven")}, and {needed}"));
        }
        else if (worst >= goal && accuracy.Decision == AccuracyDecision.Interval)
        {
            document.Warn(at, path, string.Create(CultureInfo.InvariantCulture, $"even a run without anything right only shows that {accuracy.Metric} is below {Math.Ceiling(worst * 10_000) / 10_000:0.####}, with {size} examples; it can never be breached; add examples, or decide by point"));
        }
    }
}
