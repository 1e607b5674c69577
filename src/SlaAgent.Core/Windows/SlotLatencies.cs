namespace SlaAgent.Core.Windows;

/// <summary>Works on the written form of latencies in <see cref="SlotRecord.Latencies"/>.</summary>
public static class SlotLatencies
{
    /// <summary>The latencies of both.</summary>
    /// <exception cref="FormatException">One of them is not what the agent writes.</exception>
    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? right : left;
        }

        var sum = new LatencyHistogram();
        return LatencyHistogramCodec.TryAdd(left.Span, sum) && LatencyHistogramCodec.TryAdd(right.Span, sum)
            ? LatencyHistogramCodec.Write(sum)
            : throw new FormatException("latencies are not in the agent's form");
    }
}
