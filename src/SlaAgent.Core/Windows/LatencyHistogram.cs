namespace SlaAgent.Core.Windows;

/// <summary>
/// Counts of durations in <see cref="LatencyBuckets"/>, and of failures, which are slower than any duration. Mergeable: adding two gives the
/// histogram of both. Only the range of buckets in use takes memory. A cursor stays at the last quantile asked for, so asking again costs little.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int Slack = 8;

    private uint[] _counts = [];

    // What does not fit above: tokens of a busy server come in billions, and nobody else needs the room.
    private uint[]? _high;
    private int _first;
    private int _cursor;
    private long _belowCursor;

    /// <summary>Durations counted.</summary>
    public long Finite { get; private set; }

    /// <summary>Failures counted.</summary>
    public long Infinite { get; private set; }

    /// <summary>Whether nothing was counted.</summary>
    public bool IsEmpty => Finite == 0 && Infinite == 0;

    /// <summary>The first bucket with room, and one past the last.</summary>
    public (int First, int End) Range => (_first, _first + _counts.Length);

    /// <summary>How often a bucket was counted.</summary>
    public long CountOf(int bucket) => bucket >= _first && bucket < _first + _counts.Length ? At(bucket - _first) : 0;

    /// <summary>Counts a duration.</summary>
    public void Add(TimeSpan duration) => Add(LatencyBuckets.Of(duration), 1);

    /// <summary>Counts a bucket.</summary>
    public void Add(int bucket, long count)
    {
        EnsureRoom(bucket);
        Set(bucket - _first, At(bucket - _first) + count);
        Finite += count;
        if (bucket < _cursor)
        {
            _belowCursor += count;
        }
    }

    /// <summary>Counts failures.</summary>
    public void AddInfinite(long count = 1) => Infinite += count;

    /// <summary>Adds all of <paramref name="other"/>.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < other._counts.Length; i++)
        {
            if (other.At(i) is > 0 and var count)
            {
                Add(other._first + i, count);
            }
        }

        Infinite += other.Infinite;
    }

    /// <summary>Takes away all of <paramref name="other"/>, which must have been added before.</summary>
    public void Subtract(LatencyHistogram other)
    {
        for (var i = 0; i < other._counts.Length; i++)
        {
            var count = other.At(i);
            var bucket = other._first + i;
            if (count > 0)
            {
                Set(bucket - _first, At(bucket - _first) - count);
                Finite -= count;
                _belowCursor -= bucket < _cursor ? count : 0;
            }
        }

        Infinite -= other.Infinite;
    }

    /// <summary>Takes out what both hold, of both; and gives it.</summary>
    public LatencyHistogram TakeOut(LatencyHistogram wanted)
    {
        var taken = new LatencyHistogram();
        var (first, end) = wanted.Range;
        for (var bucket = first; bucket < end; bucket++)
        {
            if (Math.Min(CountOf(bucket), wanted.CountOf(bucket)) is > 0 and var count)
            {
                taken.Add(bucket, count);
            }
        }

        taken.AddInfinite(Math.Min(Infinite, wanted.Infinite));
        Subtract(taken);
        wanted.Subtract(taken);
        return taken;
    }

    /// <summary>Forgets everything and keeps the room.</summary>
    public void Clear()
    {
        Array.Clear(_counts);
        _high = null;
        (Finite, Infinite, _cursor, _belowCursor) = (0, 0, 0, 0);
    }

    /// <summary>
    /// The quantile by nearest rank, k = ⌈q·n⌉ over durations and failures together, in seconds; null where there is nothing, or where the rank lies
    /// among the failures.
    /// </summary>
    public double? Quantile(decimal q) => QuantileBucket(q) is { } bucket ? LatencyBuckets.Seconds(bucket) : null;

    /// <summary>The bucket in which the quantile lies; null likewise.</summary>
    public int? QuantileBucket(decimal q)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(q * (Finite + Infinite)));
        if (rank > Finite)
        {
            return null;
        }

        while (_belowCursor >= rank)
        {
            _cursor--;
            _belowCursor -= CountOf(_cursor);
        }

        while (_belowCursor + CountOf(_cursor) < rank)
        {
            _belowCursor += CountOf(_cursor);
            _cursor++;
        }

        return _cursor;
    }

    private void EnsureRoom(int bucket)
    {
        if (bucket >= _first && bucket < _first + _counts.Length)
        {
            return;
        }

        var (first, end) = _counts.Length == 0 ? (bucket, bucket + 1) : (_first, _first + _counts.Length);
        first = bucket < first || _counts.Length == 0 ? Math.Max(0, bucket - Slack) : first;
        end = bucket >= end || _counts.Length == 0 ? Math.Min(LatencyBuckets.Count, bucket + 1 + Slack) : end;
        var grown = new uint[end - first];
        _counts.CopyTo(grown, _counts.Length == 0 ? 0 : _first - first);
        if (_high is { } high)
        {
            _high = new uint[grown.Length];
            high.CopyTo(_high, _first - first);
        }

        (_counts, _first) = (grown, first);
    }

    private long At(int index) => _high is null ? _counts[index] : _counts[index] | ((long)_high[index] << 32);

    private void Set(int index, long count)
    {
        _counts[index] = (uint)count;
        var high = (uint)(count >> 32);
        if (high != 0 || _high is not null)
        {
            _high ??= new uint[_counts.Length];
            _high[index] = high;
        }
    }
}
