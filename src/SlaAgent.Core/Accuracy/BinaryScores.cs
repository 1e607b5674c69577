namespace SlaAgent.Core.Accuracy;

/// <summary>Scores of what the answers say about how likely the positive class is.</summary>
internal static class BinaryScores
{
    // The least probability that a double tells from 1 leaves the loss finite, as scikit-learn does.
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>Where <paramref name="metric"/> comes from.</summary>
    /// <param name="metric">One of the scores that need scores.</param>
    /// <param name="scores">What each answer said; it may be reordered.</param>
    /// <param name="positive">Whether each example is positive; it may be reordered.</param>
    public static ScoreSource Source(string metric, double[] scores, bool[] positive)
    {
        var positives = positive.Count(value => value);
        return metric switch
        {
            ScoreName.RocAuc or ScoreName.AveragePrecision when positives == 0 => new ScoreSource.Undefined("no example is positive"),
            ScoreName.RocAuc when positives == positive.Length => new ScoreSource.Undefined("all examples are positive"),
            ScoreName.RocAuc or ScoreName.AveragePrecision => new ScoreSource.Resampled(new RankStatistic(scores, positive, metric == ScoreName.RocAuc)),
            ScoreName.LogLoss => Mean(scores, positive, LogLoss),
            _ => Mean(scores, positive, (score, isPositive) => Square(score - (isPositive ? 1 : 0))),
        };
    }

    private static ScoreSource.Resampled Mean(double[] scores, bool[] positive, Func<double, bool, double> loss)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = loss(scores[i], positive[i]);
        }

        return new ScoreSource.Resampled(new MeanStatistic(scores, isRoot: false));
    }

    private static double LogLoss(double score, bool isPositive) => -Math.Log(Math.Clamp(isPositive ? score : 1 - score, Epsilon, 1 - Epsilon));

    private static double Square(double value) => value * value;
}
