using SlaAgent.Core.Objectives;

namespace SlaAgent.Core.Accuracy;

/// <summary>What an evaluation can find out: how often it calls a model of a given quality a breach, and after how many runs.</summary>
public static class EvaluationPower
{
    private const int MostRuns = 100_000;

    /// <summary>
    /// The probability that one run misses the goal as a whole interval: exact, since the counts at which Wilson's interval is on the wrong side are those beyond
    /// one number, and the count is binomial.
    /// </summary>
    /// <param name="examples">Examples of the run; positive.</param>
    /// <param name="truth">The model's true share; 0 to 1.</param>
    /// <param name="goal">The goal.</param>
    /// <param name="isAtMost">Whether the share must be at most the goal rather than at least.</param>
    /// <param name="confidence">Two-sided confidence of the interval.</param>
    public static double OfMissing(long examples, double truth, decimal goal, bool isAtMost, decimal confidence)
    {
        if (isAtMost)
        {
            return OfMissing(examples, 1 - truth, 1 - goal, isAtMost: false, confidence);
        }

        long low = -1, high = examples + 1;
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (!Share.AtLeast(middle, examples, goal) && ProportionInterval.Wilson(middle, examples, confidence).Upper < (double)goal - 1e-12)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return low < 0 ? 0 : BinomialTail.AtLeast(examples - low, examples, 1 - truth);
    }

    /// <summary>The probability that within <paramref name="runs"/> there are <paramref name="confirm"/> in a row that miss the goal, each with chance <paramref name="missing"/>.</summary>
    public static double OfBreach(double missing, int confirm, int runs)
    {
        var inARow = new double[confirm + 1];
        inARow[0] = 1;
        for (var run = 0; run < runs; run++)
        {
            Step(inARow, missing);
        }

        return inARow[confirm];
    }

    /// <summary>
    /// The fewest runs within which a breach is found with probability <paramref name="certainty"/>; null where 100,000 are too few.
    /// </summary>
    /// <param name="missing">The chance of each run to miss the goal; 0 to 1.</param>
    /// <param name="confirm">Runs in a row that make a breach; at least 1.</param>
    /// <param name="certainty">Above 0, below 1.</param>
    public static int? RunsToCatch(double missing, int confirm, double certainty)
    {
        var inARow = new double[confirm + 1];
        inARow[0] = 1;
        for (var run = 1; run <= MostRuns; run++)
        {
            Step(inARow, missing);
            if (inARow[confirm] >= certainty)
            {
                return run;
            }
        }

        return null;
    }

    // How likely each number of misses in a row is; the last is never left.
    private static void Step(double[] inARow, double missing)
    {
        var confirm = inARow.Length - 1;
        var open = 0.0;
        for (var i = confirm - 1; i >= 0; i--)
        {
            open += inARow[i];
            inARow[i + 1] = (inARow[i] * missing) + (i + 1 == confirm ? inARow[confirm] : 0);
        }

        inARow[0] = open * (1 - missing);
    }
}
