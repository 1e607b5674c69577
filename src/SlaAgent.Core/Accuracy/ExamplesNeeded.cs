using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Accuracy;

/// <summary>How many examples it would take to prove a goal, if the score stayed what it is.</summary>
public static class ExamplesNeeded
{
    /// <summary>
    /// The fewest examples at which a share's Wilson bound, at a one-sided confidence, reaches the goal. The bound is where the score test rejects, so that
    /// n ≥ z²·g(1−g)/(p−g)²; the share itself need not be a whole count at that number.
    /// </summary>
    /// <param name="share">The share that was seen; 0 to 1.</param>
    /// <param name="goal">The goal; 0 to 1.</param>
    /// <param name="isAtMost">Whether the share must be at most the goal rather than at least.</param>
    /// <param name="oneSided">One-sided confidence; above 0.5, below 1.</param>
    /// <returns>Examples; null where the share is on the wrong side, or at the goal, so that no number would do.</returns>
    public static long? OfShare(double share, double goal, bool isAtMost, double oneSided)
    {
        var margin = isAtMost ? goal - share : share - goal;
        var z = NormalDistribution.Quantile(oneSided);
        return margin > 0 ? Count(z * z * goal * (1 - goal) / (margin * margin)) : null;
    }

    /// <summary>
    /// The fewest examples at which the end of <paramref name="score"/>'s interval that is nearest to the goal would reach it: for a share by Wilson's formula,
    /// else by the square-root law from the width that it has with its <paramref name="examples"/>.
    /// </summary>
    /// <returns>Examples (those the share is of, for a share); null where the score is on the wrong side, at the goal, or without an interval.</returns>
    public static long? ToProve(EvaluationScore score, long examples, decimal goal, bool isAtMost)
    {
        if (score.Value is not { } value || (isAtMost ? score.Upper : score.Lower) is not { } end)
        {
            return null;
        }

        if (score is { Good: not null, Of: not null })
        {
            return OfShare(value, (double)goal, isAtMost, (double)((1 + score.Confidence) / 2));
        }

        var margin = isAtMost ? (double)goal - value : value - (double)goal;
        var half = Math.Abs(value - end);
        return margin > 0 ? Count(examples * half * half / (margin * margin)) : null;
    }

    private static long Count(double examples) => examples >= long.MaxValue / 2.0 ? long.MaxValue / 2 : Math.Max(1, (long)Math.Ceiling(examples * (1 - 1e-12)));
}
