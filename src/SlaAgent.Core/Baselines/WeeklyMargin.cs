namespace SlaAgent.Core.Baselines;

/// <summary>What weeks so far leave open: the values from which an internal and an external limit are rounded. Larger is worse.</summary>
/// <param name="Internal">What all weeks but the worst have kept; with fewer than four weeks, what all have kept.</param>
/// <param name="Worst">What the worst week was.</param>
/// <param name="Spread">Two robust standard deviations from week to week, which the external limit has beyond the worst.</param>
internal readonly record struct WeeklyMargin(double Internal, double Worst, double Spread)
{
    /// <summary>The margin of weekly values, of which there are at least two.</summary>
    public static WeeklyMargin Of(IReadOnlyCollection<double> weeks)
    {
        var worstFirst = weeks.OrderDescending().ToArray();
        return new(worstFirst[weeks.Count >= Evidence.FewestForExternal ? 1 : 0], worstFirst[0], 2 * RobustScale.Deviation(weeks));
    }
}
