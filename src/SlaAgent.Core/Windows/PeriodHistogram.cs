using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>Latencies by periods of the calendar: those of the period that is judged, and those of what has begun after it.</summary>
internal sealed class PeriodHistogram(PeriodTimeline timeline) : LatencyWindow
{
    private readonly List<LatencyHistogram> _parts = [];

    /// <inheritdoc />
    protected override LatencyHistogram? Total => _parts.Count > 0 ? _parts[0] : null;

    /// <inheritdoc />
    public override void Add(Instant at, TimeSpan duration) => Part(timeline.IndexOf(at))?.Add(duration);

    /// <inheritdoc />
    public override void AddFailure(Instant at) => Part(timeline.IndexOf(at))?.AddInfinite();

    /// <inheritdoc />
    public override void Add(Instant at, LatencyHistogram counts) => Part(timeline.IndexOf(at))?.Add(counts);

    /// <inheritdoc />
    public override void Waive(Instant from, Instant to, LatencyHistogram taken) => Part(timeline.IndexOf(from))?.TakeOut(taken);

    /// <inheritdoc />
    public override void Advance(Instant now)
    {
        // A period ends when the agreement's timeline leaves it.
    }

    /// <summary>Adds counts that were written down, by the wall time that was written with them.</summary>
    public void Restore(DateTimeOffset start, LatencyHistogram counts) => Part(timeline.IndexOf(start))?.Add(counts);

    /// <summary>Leaves the first <paramref name="count"/> periods behind.</summary>
    public void Leave(int count) => _parts.RemoveRange(0, Math.Min(count, _parts.Count));

    private LatencyHistogram? Part(int index)
    {
        while (index >= _parts.Count)
        {
            _parts.Add(new LatencyHistogram());
        }

        return index < 0 ? null : _parts[index];
    }
}
