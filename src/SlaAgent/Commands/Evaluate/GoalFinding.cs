using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Commands.Evaluate;

/// <summary>What one run says of one goal.</summary>
/// <param name="Agreement">Name of the agreement.</param>
/// <param name="Objective">Name of the objective.</param>
/// <param name="Goal">The goal.</param>
/// <param name="Score">The score that it is of; null for a run that says nothing.</param>
/// <param name="Finding">What the run says.</param>
/// <param name="ExamplesNeeded">Examples that would prove the goal at this score; null where none would, or it is proven.</param>
internal sealed record GoalFinding(
    string Agreement, string Objective, Indicator.Accuracy Goal, EvaluationScore? Score, AccuracyFinding Finding, long? ExamplesNeeded)
{
    /// <summary>Whether the goal is met; what may be chance, and what is not known, is not.</summary>
    public bool IsMet => Finding is AccuracyFinding.Met or AccuracyFinding.Proven;

    /// <summary>The finding as it is written.</summary>
    public string Name => Finding switch
    {
        AccuracyFinding.Proven => "proven",
        AccuracyFinding.Met => "met",
        AccuracyFinding.Straddles => "at_risk",
        AccuracyFinding.Missed => "missed",
        _ => "unknown",
    };

    /// <summary>Holds a run against an objective of accuracy.</summary>
    public static GoalFinding Of(string agreement, Objective objective, EvaluationResult result)
    {
        var goal = (Indicator.Accuracy)objective.Indicator;
        var score = result.Scores.FirstOrDefault(s => s.Metric == goal.Metric && s.Confidence == goal.Confidence);
        var says = score is not null && result.Void is null && result.Scored >= objective.MinimumSamples;
        var finding = says ? AccuracyVerdict.Of(score!, goal) : AccuracyFinding.Unknown;
        return new(agreement, objective.Name, goal, score, finding, finding == AccuracyFinding.Met ? Core.Accuracy.ExamplesNeeded.ToProve(score!, result.Scored, goal.Goal, goal.IsAtMost) : null);
    }
}
