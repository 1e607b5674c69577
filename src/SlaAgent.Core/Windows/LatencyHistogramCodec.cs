namespace SlaAgent.Core.Windows;

/// <summary>
/// The written form of a histogram: a version byte, then base-128 numbers: failures, number of used buckets, and for each its distance from the one
/// before and its count.
/// </summary>
internal static class LatencyHistogramCodec
{
    private const byte Version = 1;

    /// <summary>More than this in one bucket is damage.</summary>
    private const ulong MostInBucket = 1UL << 50;

    /// <summary>Writes a histogram; nothing for an empty one.</summary>
    public static byte[] Write(LatencyHistogram histogram)
    {
        if (histogram.IsEmpty)
        {
            return [];
        }

        var (first, end) = histogram.Range;
        var used = 0;
        for (var bucket = first; bucket < end; bucket++)
        {
            used += histogram.CountOf(bucket) > 0 ? 1 : 0;
        }

        var bytes = new List<byte>(4 + (used * 3)) { Version };
        Put(bytes, (ulong)histogram.Infinite);
        Put(bytes, (ulong)used);
        var previous = 0;
        for (var bucket = first; bucket < end; bucket++)
        {
            var count = histogram.CountOf(bucket);
            if (count > 0)
            {
                Put(bytes, (ulong)(bucket - previous));
                Put(bytes, (ulong)count);
                previous = bucket;
            }
        }

        return [.. bytes];
    }

    /// <summary>Adds what <paramref name="bytes"/> say to <paramref name="into"/>.</summary>
    /// <returns>False, with nothing added, where the bytes are not what <see cref="Write"/> makes.</returns>
    public static bool TryAdd(ReadOnlySpan<byte> bytes, LatencyHistogram into)
    {
        if (bytes.IsEmpty)
        {
            return true;
        }

        if (!TryRead(bytes, out var read))
        {
            return false;
        }

        into.Add(read);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, out LatencyHistogram histogram)
    {
        histogram = new LatencyHistogram();
        var rest = bytes[1..];
        if (bytes[0] != Version || !TryTake(ref rest, long.MaxValue / 4, out var infinite) || !TryTake(ref rest, (ulong)LatencyBuckets.Count, out var used))
        {
            return false;
        }

        histogram.AddInfinite((long)infinite);
        var bucket = 0;
        for (var i = 0UL; i < used; i++)
        {
            if (!TryTake(ref rest, (ulong)(LatencyBuckets.Count - 1 - bucket), out var distance)
                || (distance == 0 && i > 0)
                || !TryTake(ref rest, MostInBucket, out var count)
                || count == 0)
            {
                return false;
            }

            bucket += (int)distance;
            histogram.Add(bucket, (long)count);
        }

        return rest.IsEmpty;
    }

    private static void Put(List<byte> bytes, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, ulong largest, out ulong value)
    {
        value = 0;
        for (var i = 0; i < bytes.Length && i < 9; i++)
        {
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
            if ((bytes[i] & 0x80) == 0)
            {
                bytes = bytes[(i + 1)..];
                return value <= largest;
            }
        }

        return false;
    }
}
