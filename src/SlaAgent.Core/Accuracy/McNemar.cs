using SlaAgent.Core.Objectives;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// McNemar's test of two models on the same examples, exact: of the examples that only one of them had right, each had half of the chances if they were equally
/// good (McNemar, 1947; the binomial form of it).
/// </summary>
public static class McNemar
{
    /// <summary>Compares a model with the one before it; null where they have no example in common.</summary>
    /// <param name="versionBefore">The version before; null where it is not known.</param>
    /// <param name="before">What the one before answered.</param>
    /// <param name="now">What the new one answered, of the same examples by index.</param>
    public static ModelComparison? Compare(string? versionBefore, AnswerBits before, AnswerBits now)
    {
        var (common, onlyBefore, onlyNow) = AnswerBits.Compare(before, now);
        return common == 0 ? null : new ModelComparison(versionBefore, common, onlyBefore, onlyNow, PValue(onlyBefore, onlyNow));
    }

    /// <summary>The two-sided probability of counts at least as far apart; 1 where there are none.</summary>
    public static double PValue(long onlyBefore, long onlyNow) =>
        Math.Min(1, 2 * BinomialTail.AtLeast(Math.Max(onlyBefore, onlyNow), onlyBefore + onlyNow, 0.5));
}
