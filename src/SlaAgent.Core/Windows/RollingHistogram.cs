using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>The latencies of the last stretch of time: 32 histograms in a ring, and their running total.</summary>
internal sealed class RollingHistogram : LatencyWindow
{
    private const int Parts = 32;

    private readonly LatencyHistogram?[] _parts = new LatencyHistogram?[Parts];
    private readonly LatencyHistogram _total = new();
    private readonly long _width;
    private long _head = Parts;

    public RollingHistogram(TimeSpan length) => _width = (length.Ticks + Parts - 1) / Parts;

    /// <inheritdoc />
    protected override LatencyHistogram Total => _total;

    /// <inheritdoc />
    public override void Add(Instant at, TimeSpan duration)
    {
        if (PartAt(at) is { } part)
        {
            var bucket = LatencyBuckets.Of(duration);
            part.Add(bucket, 1);
            _total.Add(bucket, 1);
        }
    }

    /// <inheritdoc />
    public override void AddFailure(Instant at)
    {
        if (PartAt(at) is { } part)
        {
            part.AddInfinite();
            _total.AddInfinite();
        }
    }

    /// <inheritdoc />
    public override void Add(Instant at, LatencyHistogram counts)
    {
        if (PartAt(at) is { } part)
        {
            part.Add(counts);
            _total.Add(counts);
        }
    }

    /// <inheritdoc />
    public override void Waive(Instant from, Instant to, LatencyHistogram taken)
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

    /// <inheritdoc />
    public override void Advance(Instant now)
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

    private void TakeFrom(long slot, LatencyHistogram wanted)
    {
        if (slot <= _head && slot > _head - Parts && slot >= 0 && _parts[slot % Parts] is { IsEmpty: false } part)
        {
            _total.Subtract(part.TakeOut(wanted));
        }
    }

    private LatencyHistogram? PartAt(Instant at)
    {
        Advance(at);
        var slot = at.Ticks / _width;
        return slot <= _head - Parts ? null : _parts[slot % Parts] ??= new LatencyHistogram();
    }
}
