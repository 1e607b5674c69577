using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>
/// How a run's predictions are distributed, in few numbers, to keep of the reference run: how often each class was predicted, or how many numbers (of
/// generated texts, lengths in characters) fell between bounds that divide the reference's into equal parts.
/// </summary>
/// <param name="Classes">The classes counted; empty for numbers. What is none of them is counted last.</param>
/// <param name="Bounds">Upper bounds, inclusive and rising, of the numbers' bins; what is above all is counted last. Empty for classes.</param>
/// <param name="Counts">Predictions: one number more than there are classes or bounds.</param>
public sealed record PredictionProfile(EquatableArray<string> Classes, EquatableArray<double> Bounds, EquatableArray<long> Counts)
{
    /// <summary>Most bins of numbers.</summary>
    public const int MostBins = 20;

    /// <summary>Most classes counted by themselves: those predicted most.</summary>
    public const int MostClasses = 50;

    // Fewer than these in a part of the reference, and chance has its say about it in ways that no simple formula covers.
    private const int FewestInPart = 20;

    /// <summary>Predictions in all.</summary>
    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var count in Counts.AsSpan())
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>The profile of <paramref name="items"/>; null where there are none.</summary>
    public static PredictionProfile? Of(EvaluationItems items)
    {
        if (items.Count == 0)
        {
            return null;
        }

        if (items.Numbers() is { } numbers)
        {
            Array.Sort(numbers);
            double[] bounds = [.. BoundsOf(numbers)];
            return new PredictionProfile([], [.. bounds], [.. Count(numbers, bounds)]);
        }

        string[] classes =
        [
            .. items.PredictedClasses()!
                .Where(pair => pair.Value >= FewestInPart)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Take(MostClasses)
                .Select(pair => pair.Key)
                .Order(StringComparer.Ordinal),
        ];
        return new PredictionProfile([.. classes], [], [.. items.CountPredictions(classes)!]);
    }

    /// <summary>The predictions of another run, counted in the same parts; null where they are of another kind.</summary>
    internal long[]? Count(EvaluationItems items) => items.Numbers() is { } numbers
        ? (Classes.Count == 0 ? Count(numbers, Bounds.AsSpan()) : null)
        : Bounds.Count == 0 ? items.CountPredictions(Classes.AsSpan()) : null;

    private static long[] Count(double[] numbers, ReadOnlySpan<double> bounds)
    {
        var counts = new long[bounds.Length + 1];
        foreach (var number in numbers)
        {
            var place = bounds.BinarySearch(number);
            counts[place < 0 ? ~place : place]++;
        }

        return counts;
    }

    // Where all are the same, what is below them and what is above are parts of their own. The last bound is below the largest number, so that no part is empty.
    private static IEnumerable<double> BoundsOf(double[] sorted)
    {
        if (sorted[0] == sorted[^1])
        {
            return [double.BitDecrement(sorted[0]), sorted[0]];
        }

        var below = sorted.Last(number => number < sorted[^1]);
        var bins = Math.Clamp(sorted.Length / FewestInPart, 2, MostBins);
        return Enumerable.Range(1, bins - 1)
            .Select(bin => sorted[(int)((((long)bin * sorted.Length) + bins - 1) / bins) - 1])
            .Select(bound => Math.Min(bound, below))
            .Distinct();
    }
}
