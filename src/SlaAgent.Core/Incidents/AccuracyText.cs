using System.Globalization;
using SlaAgent.Core.Consequences;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core.Incidents;

/// <summary>The annotations of the alerts on accuracy: what was promised, what was measured on what, how sure that is, and what is different from before.</summary>
internal static class AccuracyText
{
    private const int ShownHash = 12;

    public static LabelSet Of(string alert, ScoredJudge judge)
    {
        var (agreement, status) = (judge.Agreement, judge.Status!.Accuracy!);
        var objective = $"{agreement.Name}/{judge.Objective.Name}";
        var summary = alert switch
        {
            AlertLabels.Breached => $"{objective} of {agreement.Service} is breached: {status.Metric} is {(status.IsAtMost ? "above" : "below")} {Number(status.Goal)}",
            AlertLabels.AtRisk => $"{objective} of {agreement.Service} is at risk: {judge.Verdict.Risk ?? "what made it so is unchanged"}",
            _ => $"{objective} of {agreement.Service} is not being measured",
        };
        var description = alert == AlertLabels.Missing ? Missing(judge, status) : Measured(judge, status);
        description += alert == AlertLabels.Breached ? ConsequenceText.Of(agreement, judge.Status) : "";
        return LabelSet.From([new("summary", summary), new("description", description)]).With(agreement.Alerting.Annotations.Pairs);
    }

    private static string Measured(ScoredJudge judge, AccuracyStatus status)
    {
        var text = Promise(judge, status) + " " + Last(judge, status);
        if (status.Misses > 0)
        {
            text += string.Create(CultureInfo.InvariantCulture, $" Missed in {status.Misses} {(status.Misses == 1 ? "run" : "runs in a row")}; {status.Confirm} make a breach.");
        }

        text += status.Comparison is { } comparison ? Compared(comparison, status) : "";
        text += status.Drift is { } drift ? Drifted(drift) : "";
        return status.Silence is { } silence ? $"{text} The last run says nothing: {silence}." : text;
    }

    private static string Missing(ScoredJudge judge, AccuracyStatus status)
    {
        var text = $"No run has counted for more than two of its intervals ({Words.Span(judge.Source.Interval)}), so nothing is known. {Promise(judge, status)}";
        text += status.Silence is { } silence ? $" The last run says nothing: {silence}." : " No run has ended: see what keeps the agent from it.";
        text += judge.Verdict.Last?.Result.CommonestFailure is { } failure ? $" Commonest failure: {Words.Quote(failure)}." : "";
        return status.RunAt is null ? text : $"{text} Before: {Last(judge, status)}";
    }

    private static string Promise(ScoredJudge judge, AccuracyStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $"Promised: {status.Metric} {(status.IsAtMost ? "at most" : "at least")} {status.Goal} {(judge.Source is EventSource.LabelledLater ? "of what users were told, by labels that come later" : $"of {judge.Source.Name}")} ({Decided(status)}).");

    private static string Decided(AccuracyStatus status) => status.Decision switch
    {
        AccuracyDecision.Point => "by the score itself",
        AccuracyDecision.LowerBound => $"by the lower end of the {Words.Percent(status.Confidence)} interval",
        AccuracyDecision.UpperBound => $"by the upper end of the {Words.Percent(status.Confidence)} interval",
        _ => $"by the whole {Words.Percent(status.Confidence)} interval",
    };

    private static string Last(ScoredJudge judge, AccuracyStatus status)
    {
        if (status.RunAt is not { } at)
        {
            return "No run has counted yet.";
        }

        var interval = status is { Lower: { } lower, Upper: { } upper } ? $" ({Number(lower)} to {Number(upper)})" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"Measured at {Words.Time(at)}: {Number(status.Score ?? 0)}{interval} over {status.Scored} of {status.Examples} {(judge.Source is EventSource.LabelledLater ? "predictions" : "examples")}");
        text += status.DataSetHash is { } hash ? $", data set {hash[..Math.Min(ShownHash, hash.Length)]}" : "";
        text += status.ModelVersion is { } version ? $", model version {Words.Quote(version)}" : "";
        return text + (status.IsProven ? "; that proves it."
            : status.NeededExamples is { } needed ? string.Create(CultureInfo.InvariantCulture, $"; at this score {needed} examples would prove it.") : ".");
    }

    private static string Compared(ModelComparison comparison, AccuracyStatus status) => string.Create(
        CultureInfo.InvariantCulture,
        $" Against version {Words.Quote(comparison.VersionBefore ?? "before")} on {comparison.Common} common examples: {comparison.OnlyNow} only the present one{(status.ModelVersion is null ? "" : $" ({Words.Quote(status.ModelVersion)})")} has right, {comparison.OnlyBefore} only the one before (p = {comparison.PValue:0.####}).");

    private static string Drifted(PredictionDrift drift)
    {
        var index = drift.StabilityIndex is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"population stability index {found:0.###} (by chance below {drift.StabilityNoise:0.###})") : "no population stability index";
        var distance = drift.JensenShannon is { } far
            ? string.Create(CultureInfo.InvariantCulture, $", Jensen-Shannon distance {far:0.###} (by chance below {drift.JensenShannonNoise:0.###})") : "";
        return $" Predictions against the run of {Words.Time(drift.ReferenceAt)}: {index}{distance}.";
    }

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    private static string Number(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
