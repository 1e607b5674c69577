using System.Collections.Immutable;

namespace SlaAgent.DemoServer.Serving;

/// <summary>Counts of values by upper bound, inclusive, as Prometheus has them; not safe for several threads.</summary>
internal sealed class BucketCounts(ImmutableArray<double> bounds)
{
    private readonly long[] _counts = new long[bounds.Length + 1];

    public ImmutableArray<double> Bounds => bounds;

    public double Sum { get; private set; }

    public long Count { get; private set; }

    public void Add(double value)
    {
        var index = bounds.BinarySearch(value);
        _counts[index >= 0 ? index : ~index]++;
        Sum += value;
        Count++;
    }

    public void Reset()
    {
        Array.Clear(_counts);
        (Sum, Count) = (0, 0);
    }

    /// <summary>Adds what <paramref name="other"/> (of the same bounds) counted.</summary>
    public BucketCounts Plus(BucketCounts other)
    {
        var sum = new BucketCounts(bounds) { Sum = Sum + other.Sum, Count = Count + other.Count };
        for (var index = 0; index < _counts.Length; index++)
        {
            sum._counts[index] = _counts[index] + other._counts[index];
        }

        return sum;
    }

    /// <summary>The same counts in other units, of which there are <paramref name="factor"/> in one of these.</summary>
    public BucketCounts Scaled(double factor)
    {
        var scaled = new BucketCounts([.. bounds.Select(bound => bound * factor)]) { Sum = Sum * factor, Count = Count };
        _counts.CopyTo(scaled._counts, 0);
        return scaled;
    }

    /// <summary>Values at or below the bound of that index; all of them for the index after the last.</summary>
    public long Cumulative(int index) => _counts.Take(index + 1).Sum();
}
