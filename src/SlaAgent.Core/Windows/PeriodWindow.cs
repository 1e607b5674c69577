using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>
/// Counts by periods of the calendar: those of the period that is judged, and those of what has begun after it. Beside the sums it knows how unevenly bad events
/// are spread over hours, by which a forecast says how sure it is.
/// </summary>
internal sealed class PeriodWindow(PeriodTimeline timeline) : IWindow
{
    private readonly List<PeriodCounts> _counts = [];

    /// <summary>Where its periods lie.</summary>
    public PeriodTimeline Timeline => timeline;

    /// <inheritdoc />
    public TimeSpan Length => timeline.To - timeline.From;

    /// <inheritdoc />
    public Instant Start => timeline.From;

    /// <inheritdoc />
    public Instant End => timeline.To;

    /// <inheritdoc />
    public SlotSums Sum => _counts.Count > 0 ? _counts[0].Sum : default;

    /// <summary>Variance of the bad events of an hour ÷ their mean, over the time given; 1 where too little is known, and never below: events that come singly.</summary>
    public double Dispersion(TimeSpan elapsed) => _counts.Count > 0 ? _counts[0].Dispersion(elapsed) : 1;

    /// <summary>Whether anything was counted in a period that has begun, 0 for the one that is judged.</summary>
    public bool HoldsAny(int index) => index < _counts.Count && _counts[index].Sum != default;

    /// <summary>Adds counts at their own time; without effect where their period is closed.</summary>
    public void Add(Instant at, in SlotSums counts) => Add(timeline.IndexOf(at), at, counts);

    /// <summary>Adds counts that were written down, by the wall time that was written with them.</summary>
    public void Restore(DateTimeOffset start, Instant at, in SlotSums counts) => Add(timeline.IndexOf(start), at, counts);

    /// <summary>Leaves the first <paramref name="count"/> periods behind.</summary>
    public void Leave(int count) => _counts.RemoveRange(0, Math.Min(count, _counts.Count));

    private void Add(int index, Instant at, in SlotSums counts)
    {
        if (index < 0)
        {
            return;
        }

        while (_counts.Count <= index)
        {
            _counts.Add(new PeriodCounts());
        }

        _counts[index].Add(at, counts);
    }
}
