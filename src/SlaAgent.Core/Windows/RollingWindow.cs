using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>
/// Counts over the last stretch of time: a ring of slots with a running sum. Adding and advancing cost O(1), amortised.
/// It runs on the agent's own timeline only, so a jump of the wall clock does not move it, and a gap in time just ages slots out.
/// </summary>
internal sealed class RollingWindow : IWindow
{
    private readonly SlotSums[] _slots;
    private readonly long _width;
    private long _head;
    private SlotSums _sum;

    /// <summary>A window of <paramref name="length"/> with the slots that <see cref="SlotWidth"/> gives it.</summary>
    public RollingWindow(TimeSpan length)
        : this(length, SlotWidth.For(length))
    {
    }

    public RollingWindow(TimeSpan length, TimeSpan width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(width, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, width);
        Length = length;
        _width = width.Ticks;

        // One more than fit: the newest slot is still filling, and the window is never shorter than it says.
        _slots = new SlotSums[((length.Ticks + _width - 1) / _width) + 1];
        _head = _slots.Length;
    }

    /// <inheritdoc />
    public TimeSpan Length { get; }

    /// <inheritdoc />
    public SlotSums Sum => _sum;

    /// <inheritdoc />
    public Instant Start => new((_head - _slots.Length + 1) * _width);

    /// <inheritdoc />
    public Instant End => new(long.MaxValue);

    /// <summary>The width of one slot.</summary>
    public TimeSpan Width => new(_width);

    /// <summary>Adds counts at their own time.</summary>
    /// <returns>False where that time has left the window, and nothing was added.</returns>
    public bool Add(Instant at, in SlotSums counts)
    {
        var slot = at.Ticks / _width;
        if (slot > _head)
        {
            MoveTo(slot);
        }
        else if (slot <= _head - _slots.Length)
        {
            return false;
        }

        _slots[slot % _slots.Length] += counts;
        _sum += counts;
        return true;
    }

    /// <summary>
    /// Takes counts out again that were added for a stretch of time: measured time becomes time that does not count. What has left the window, or never was in
    /// it, cannot be taken.
    /// </summary>
    public void Waive(Instant from, Instant to, in SlotSums counts)
    {
        var (first, last) = (from.Ticks / _width, (to.Ticks - 1) / _width);
        var rest = counts;
        for (var slot = first; slot <= last; slot++)
        {
            rest -= TakeFrom(slot, rest);
        }

        if (first > _head - _slots.Length)
        {
            // The wall clock may have been set since: then the ends of the stretch lie in the slots beside it.
            rest -= TakeFrom(first - 1, rest);
            TakeFrom(last + 1, rest);
        }
    }

    /// <summary>Lets what is older than the window at <paramref name="now"/> leave it.</summary>
    /// <returns>Whether the sum changed.</returns>
    public bool Advance(Instant now)
    {
        var slot = now.Ticks / _width;
        return slot > _head && MoveTo(slot);
    }

    /// <summary>Calls <paramref name="visit"/> with the start and the counts of each slot that holds any, oldest first.</summary>
    public void ForEachSlot(Action<Instant, SlotSums> visit)
    {
        for (var slot = Math.Max(0, _head - _slots.Length + 1); slot <= _head; slot++)
        {
            var counts = _slots[slot % _slots.Length];
            if (counts != default)
            {
                visit(new Instant(slot * _width), counts);
            }
        }
    }

    private SlotSums TakeFrom(long slot, in SlotSums wanted)
    {
        if (slot > _head || slot <= _head - _slots.Length || slot < 0)
        {
            return default;
        }

        ref var held = ref _slots[slot % _slots.Length];
        var taken = new SlotSums(Math.Min(held.Good, wanted.Good), Math.Min(held.Bad, wanted.Bad), Math.Min(held.Covered, wanted.Covered), 0);
        var change = new SlotSums(-taken.Good, -taken.Bad, -taken.Covered, taken.Covered);
        held += change;
        _sum += change;
        return taken;
    }

    private bool MoveTo(long slot)
    {
        var before = _sum;
        if (slot - _head >= _slots.Length)
        {
            Array.Clear(_slots);
            _sum = default;
        }
        else
        {
            for (var entered = _head + 1; entered <= slot; entered++)
            {
                ref var reused = ref _slots[entered % _slots.Length];
                _sum -= reused;
                reused = default;
            }
        }

        _head = slot;
        return _sum != before;
    }
}
