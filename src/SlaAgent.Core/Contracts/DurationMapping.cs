namespace SlaAgent.Core.Contracts;

/// <summary>How a duration is shown as a histogram.</summary>
/// <param name="Source">The histogram.</param>
/// <param name="UnitsPerSecond">How many of the server's units are a second.</param>
/// <param name="UpperBounds">The bounds of its buckets in seconds, where the server's default is known; else empty.</param>
public sealed record DurationMapping(MetricSource Source, double UnitsPerSecond, EquatableArray<double> UpperBounds)
{
    /// <summary>A histogram in seconds.</summary>
    public static DurationMapping Seconds(MetricSource source, params double[] upperBounds) => new(source, 1, [.. upperBounds]);

    /// <summary>As people read it.</summary>
    public override string ToString() => UnitsPerSecond switch
    {
        1 => $"{Source}",
        1e3 => $"{Source} (ms)",
        1e6 => $"{Source} (µs)",
        _ => $"{Source} (ns)",
    };
}
