namespace SlaAgent.Tests.Reports;

/// <summary>Latencies in the agent's written form, made apart from the agent: buckets that grow by 1.01/0.99 from 10 µs on, and base-128 numbers.</summary>
internal static class WrittenLatencies
{
    public static string Of(long failures, params (double Seconds, long Count)[] durations)
    {
        var buckets = new SortedDictionary<int, long>();
        foreach (var (seconds, count) in durations.Where(duration => duration.Count > 0))
        {
            var bucket = (int)Math.Ceiling(Math.Log(seconds / 10e-6) / Math.Log(1.01 / 0.99));
            buckets[bucket] = buckets.GetValueOrDefault(bucket) + count;
        }

        var (bytes, previous) = (new List<byte> { 1 }, 0);
        Put(bytes, failures);
        Put(bytes, buckets.Count);
        foreach (var (bucket, count) in buckets)
        {
            Put(bytes, bucket - previous);
            Put(bytes, count);
            previous = bucket;
        }

        return Convert.ToBase64String([.. bytes]);
    }

    private static void Put(List<byte> bytes, long value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
