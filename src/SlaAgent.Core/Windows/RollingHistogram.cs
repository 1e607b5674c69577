using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>The latencies of the last stretch of time: 32 histograms in a ring, and their running total.</summary>
internal sealed class RollingHistogram
{
    private const int Parts = 32;

    private readonly LatencyHistogram?[] _parts = new LatencyHistogram?[Parts];
    private readonly LatencyHistogram _total = new();
    private readonly long _width;
    private long _head = Parts;

    public RollingHistogram(TimeSpan length) => _width = (length.Ticks + Parts - 1) / Parts;

    /// <summary>Counts a successful request's duration.</summary>
    public void Add(Instant at, TimeSpan duration)
    {
        if (PartAt(at) is { } part)
        {
            var bucket = LatencyBuckets.Of(duration);
            part.Add(bucket, 1);
            _total.Add(bucket, 1);
        }
    }

    /// <summary>Counts a failure: slower than any duration.</summary>
    public void AddFailure(Instant at)
    {
        if (PartAt(at) is { } part)
        {
            part.AddInfinite();
            _total.AddInfinite();
        }
    }

    /// <summary>Adds counts from before a restart.</summary>
    public void Add(Instant at, LatencyHistogram counts)
    {
        if (PartAt(at) is { } part)
        {
            part.Add(counts);
            _total.Add(counts);
        }
    }

    /// <summary>Takes latencies of a stretch of time out again; what has left the window cannot be taken.</summary>
    public void Waive(Instant from, Instant to, LatencyHistogram taken)
    {
        var (first, last) = (from.Ticks / _width, (to.Ticks - 1) / _width);
        for (var slot = first; slot <= last; slot++)
        {
            TakeFrom(slot, taken);
        }

        if (first > _head - Parts)
        {
            // The wall clock may have been set since: then the ends of the stretch lie in the parts beside it.
            TakeFrom(first - 1, taken);
            TakeFrom(last + 1, taken);
        }
    }

    /// <summary>Adds what another holds.</summary>
    public void AddFrom(RollingHistogram other)
    {
        for (var slot = other._head - Parts + 1; slot <= other._head; slot++)
        {
            if (other._parts[slot % Parts] is { IsEmpty: false } part)
            {
                Add(new Instant(slot * other._width), part);
            }
        }
    }

    /// <summary>Lets what is older than the window leave it.</summary>
    public void Advance(Instant now)
    {
        var slot = now.Ticks / _width;
        if (slot <= _head)
        {
            return;
        }

        for (var entered = Math.Max(_head + 1, slot - Parts + 1); entered <= slot; entered++)
        {
            if (_parts[entered % Parts] is { IsEmpty: false } part)
            {
                _total.Subtract(part);
                part.Clear();
            }
        }

        _head = slot;
    }

    /// <summary>The quantile in seconds, at most 1% wrong; null without requests or where the rank lies among the failures.</summary>
    public double? Quantile(decimal q) => _total.Quantile(q);

    /// <summary>The bucket of the quantile; null likewise.</summary>
    public int? QuantileBucket(decimal q) => _total.QuantileBucket(q);

    /// <summary>Whether anything is held, failures included.</summary>
    public bool IsEmpty => _total.IsEmpty;

    private void TakeFrom(long slot, LatencyHistogram wanted)
    {
        if (slot > _head || slot <= _head - Parts || slot < 0 || _parts[slot % Parts] is not { IsEmpty: false } part)
        {
            return;
        }

        var (first, end) = wanted.Range;
        for (var bucket = first; bucket < end; bucket++)
        {
            var count = Math.Min(part.CountOf(bucket), wanted.CountOf(bucket));
            if (count > 0)
            {
                part.Add(bucket, -count);
                _total.Add(bucket, -count);
                wanted.Add(bucket, -count);
            }
        }

        var failures = Math.Min(part.Infinite, wanted.Infinite);
        part.AddInfinite(-failures);
        _total.AddInfinite(-failures);
        wanted.AddInfinite(-failures);
    }

    private LatencyHistogram? PartAt(Instant at)
    {
        Advance(at);
        var slot = at.Ticks / _width;
        return slot <= _head - Parts ? null : _parts[slot % Parts] ??= new LatencyHistogram();
    }
}
