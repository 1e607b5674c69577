using SlaAgent.Core.Time;

namespace SlaAgent.Core.Windows;

/// <summary>The latencies of a stretch of time: one that moves with time, or a period of the calendar.</summary>
internal abstract class LatencyWindow
{
    /// <summary>Whether anything is held, failures included.</summary>
    public bool IsEmpty => Total is not { IsEmpty: false };

    /// <summary>All that is held; null for nothing yet.</summary>
    protected abstract LatencyHistogram? Total { get; }

    /// <summary>Counts a successful request's duration.</summary>
    public abstract void Add(Instant at, TimeSpan duration);

    /// <summary>Counts a failure: slower than any duration.</summary>
    public abstract void AddFailure(Instant at);

    /// <summary>Adds counts.</summary>
    public abstract void Add(Instant at, LatencyHistogram counts);

    /// <summary>Takes latencies of a stretch of time out again; what has left the window cannot be taken.</summary>
    public abstract void Waive(Instant from, Instant to, LatencyHistogram taken);

    /// <summary>Lets what is too old leave.</summary>
    public abstract void Advance(Instant now);

    /// <summary>The quantile in seconds, at most 1% wrong; null without requests or where the rank lies among the failures.</summary>
    public double? Quantile(decimal q) => Total?.Quantile(q);

    /// <summary>The bucket of the quantile; null likewise.</summary>
    public int? QuantileBucket(decimal q) => Total?.QuantileBucket(q);
}
