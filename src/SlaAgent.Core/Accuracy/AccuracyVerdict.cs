using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// Holds a score against a goal. Reaching it exactly is enough. A share is compared by its counts, so that no rounding decides; every other number counts as
/// having reached the goal when it is short of it by no more than its arithmetic may be wrong (one part in 10¹²).
/// </summary>
public static class AccuracyVerdict
{
    private const double Slack = 1e-12;

    /// <summary>What <paramref name="score"/> says about the goal of <paramref name="objective"/>, whose confidence its interval has.</summary>
    public static AccuracyFinding Of(EvaluationScore score, Indicator.Accuracy objective) =>
        Of(score, objective.Goal, objective.IsAtMost, objective.Decision);

    /// <summary>What <paramref name="score"/> says about a goal.</summary>
    /// <param name="score">The score, with an interval of the confidence that was agreed.</param>
    /// <param name="goal">The goal.</param>
    /// <param name="isAtMost">Whether the score must be at most the goal rather than at least.</param>
    /// <param name="decision">Which value decides.</param>
    public static AccuracyFinding Of(EvaluationScore score, decimal goal, bool isAtMost, AccuracyDecision decision)
    {
        if (score.Value is null)
        {
            return AccuracyFinding.Unknown;
        }

        var point = PointReaches(score, goal, isAtMost);
        var strictest = Reaches(isAtMost ? score.Upper : score.Lower, goal, isAtMost);
        return decision switch
        {
            AccuracyDecision.Interval when !point => Reaches(isAtMost ? score.Lower : score.Upper, goal, isAtMost) == false ? AccuracyFinding.Missed : AccuracyFinding.Straddles,
            AccuracyDecision.Interval => Met(strictest),
            AccuracyDecision.Point => Decide(point, strictest),
            AccuracyDecision.LowerBound => Decide(Reaches(score.Lower, goal, isAtMost), strictest),
            _ => Decide(Reaches(score.Upper, goal, isAtMost), strictest),
        };
    }

    private static AccuracyFinding Decide(bool? decider, bool? strictest) => decider switch
    {
        null => AccuracyFinding.Unknown,
        true => Met(strictest),
        false => AccuracyFinding.Missed,
    };

    private static AccuracyFinding Met(bool? strictest) => strictest == true ? AccuracyFinding.Proven : AccuracyFinding.Met;

    private static bool PointReaches(EvaluationScore score, decimal goal, bool isAtMost)
    {
        if (score is { Good: { } good, Of: { } of })
        {
            return isAtMost ? good <= goal * of : Share.AtLeast(good, of, goal);
        }

        return Reaches(score.Value, goal, isAtMost) == true;
    }

    private static bool? Reaches(double? value, decimal goal, bool isAtMost)
    {
        if (value is not { } number)
        {
            return null;
        }

        var limit = (double)goal;
        var slack = Slack * Math.Max(1, Math.Abs(limit));
        return isAtMost ? number <= limit + slack : number >= limit - slack;
    }
}
