namespace SlaAgent.Core.Baselines;

/// <summary>Centre and spread that up to half of the values cannot pull away.</summary>
public static class RobustScale
{
    /// <summary>Makes the median absolute deviation of normal values their standard deviation: 1 ÷ Φ⁻¹(3/4).</summary>
    private const double Normal = 1.4826022185056018;

    /// <summary>The median; NaN for no values.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The median absolute deviation from the median, in standard deviations of a normal distribution; NaN for no values.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        var centre = Median(values);
        return Normal * Median([.. values.Select(value => Math.Abs(value - centre))]);
    }

    /// <summary>The median of all of <paramref name="sorted"/> but one <paramref name="value"/> that is in it; NaN where nothing is left.</summary>
    public static double MedianWithout(double[] sorted, double value)
    {
        var left = sorted.Length - 1;
        if (left <= 0)
        {
            return double.NaN;
        }

        var without = Array.BinarySearch(sorted, value);
        double At(int index) => sorted[index < without ? index : index + 1];
        return left % 2 == 1 ? At(left / 2) : (At((left / 2) - 1) + At(left / 2)) / 2;
    }
}
