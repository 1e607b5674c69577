namespace SlaAgent.Core.Accuracy;

/// <summary>
/// Area under the receiver operating characteristic, or average precision: examples sorted by score once, the likeliest first, and counted in one pass, those of
/// the same score together.
/// </summary>
internal sealed class RankStatistic : WeightedStatistic
{
    private readonly bool _isArea;
    private readonly int[] _observed;
    private readonly bool[] _isPositive;
    private readonly bool[] _isLastOfScore;

    /// <summary>Sorts both arrays in place. Scores are finite.</summary>
    public RankStatistic(double[] scores, bool[] positive, bool isArea)
    {
        Array.Sort(scores, positive);
        Array.Reverse(scores);
        Array.Reverse(positive);
        _isArea = isArea;
        _isPositive = positive;
        _observed = new int[scores.Length];
        Array.Fill(_observed, 1);
        _isLastOfScore = new bool[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            _isLastOfScore[i] = i == scores.Length - 1 || scores[i] != scores[i + 1];
        }
    }

    public override ReadOnlySpan<int> Observed => _observed;

    public override double EffectiveExamples
    {
        get
        {
            var positives = _isPositive.Count(value => value);
            return _isArea ? Math.Min(positives, _isPositive.Length - positives) : positives;
        }
    }

    public override double Of(ReadOnlySpan<int> counts) => _isArea ? Area(counts) : AveragePrecision(counts);

    // The share of pairs of a positive and a negative that are in order, half for those of the same score (Hanley and McNeil, 1982).
    private double Area(ReadOnlySpan<int> counts)
    {
        long positives = 0, negatives = 0, positivesHere = 0, negativesHere = 0;
        var ordered = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            positivesHere += _isPositive[i] ? counts[i] : 0;
            negativesHere += _isPositive[i] ? 0 : counts[i];
            if (_isLastOfScore[i])
            {
                ordered += negativesHere * (positives + (positivesHere / 2.0));
                positives += positivesHere;
                negatives += negativesHere;
                positivesHere = negativesHere = 0;
            }
        }

        return ordered / ((double)positives * negatives);
    }

    // The sum of precision times the step of recall, over the different scores.
    private double AveragePrecision(ReadOnlySpan<int> counts)
    {
        long all = 0, positives = 0, positivesHere = 0;
        var sum = 0.0;
        for (var i = 0; i < counts.Length; i++)
        {
            all += counts[i];
            positivesHere += _isPositive[i] ? counts[i] : 0;
            if (_isLastOfScore[i] && positivesHere > 0)
            {
                positives += positivesHere;
                sum += (double)positivesHere * positives / all;
                positivesHere = 0;
            }
        }

        return sum / positives;
    }
}
