namespace SlaAgent.Core.Baselines;

/// <summary>Round numbers for limits: 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 and so on, ten to a decade.</summary>
public static class NumberSteps
{
    private static readonly decimal[] Steps = [1m, 1.2m, 1.5m, 2m, 2.5m, 3m, 4m, 5m, 6m, 8m];

    /// <summary>The smallest round number that is at least <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between a billionth and a billion.</exception>
    public static decimal AtLeast(double value)
    {
        foreach (var step in Between(value))
        {
            if ((double)step >= value * (1 - 1e-9))
            {
                return step;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(value));
    }

    /// <summary>The largest round number that is at most <paramref name="value"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not between a billionth and a billion.</exception>
    public static decimal AtMost(double value) => Between(value).Last(step => (double)step <= value * (1 + 1e-9));

    /// <summary>The next larger one.</summary>
    public static decimal Above(decimal step) => AtLeast((double)step * 1.01);

    /// <summary>The next smaller one.</summary>
    public static decimal Below(decimal step) => AtMost((double)step * 0.99);

    private static List<decimal> Between(double value)
    {
        if (value is not (>= 1e-9 and <= 1e9))
        {
            throw new ArgumentOutOfRangeException(nameof(value));
        }

        var between = new List<decimal>();
        var decade = (int)Math.Floor(Math.Log10(value)) - 1;
        for (var power = decade; power <= decade + 3; power++)
        {
            var unit = 1m;
            for (var i = 0; i < Math.Abs(power); i++)
            {
                unit = power > 0 ? unit * 10 : unit / 10;
            }

            foreach (var step in Steps)
            {
                between.Add(step * unit);
            }
        }

        return between;
    }
}
