using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Samples;

/// <summary>Durations counted in the buckets of a server's own histogram.</summary>
/// <param name="UpperBounds">Upper bounds in seconds, inclusive, ascending, without the last, infinite one.</param>
/// <param name="Counts">How many fell in each bucket (not cumulative); one more than there are bounds.</param>
/// <param name="Sum">Their sum in seconds.</param>
public sealed record BucketCounts(EquatableArray<double> UpperBounds, EquatableArray<long> Counts, double Sum)
{
    /// <summary>How many there are.</summary>
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
}
