using System.Diagnostics.Metrics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Telemetry;

/// <summary>
/// A histogram that is given counts by bucket. OpenTelemetry's instruments take single values only, so each count becomes a recording of one value inside
/// its bucket: bounds, buckets and count are exactly the server's. Within a reading the values of all buckets lie at the same share of their width, that
/// at which they add up to the server's own sum; so the sum is the server's too, where the server's sum is possible for its buckets.
/// </summary>
internal sealed class BucketRecorder(ScrapeGate scrapes, string service, string name, string help) : IDisposable
{
    public const string Duration = "sla_traffic_duration_seconds";
    public const string TimeToFirstToken = "sla_traffic_time_to_first_token_seconds";

    /// <summary>The histograms that are recorded so.</summary>
    public static readonly string[] Names = [Duration, TimeToFirstToken];

    /// <summary>Most recordings in one turn of the evaluation loop, some milliseconds' worth; the rest waits, as counts by bucket.</summary>
    public const int MostAtOnce = 50_000;

    private readonly KeyValuePair<string, object?> _label = new("service", service);
    private readonly Queue<(double Value, long Count)> _waiting = new();
    private EquatableArray<double> _bounds;
    private Meter? _meter;
    private Histogram<double>? _histogram;

    /// <summary>Counts what a reading says; null is nothing. Other bounds than before begin another histogram.</summary>
    public void Add(BucketCounts? counts)
    {
        if (counts is null || counts.Counts.Count != counts.UpperBounds.Count + 1 || !IsAscending(counts.UpperBounds.AsSpan()))
        {
            return;
        }

        if (_histogram is null || counts.UpperBounds != _bounds)
        {
            Begin(counts.UpperBounds);
        }

        var place = Place(counts);
        for (var i = 0; i < counts.Counts.Count; i++)
        {
            if (counts.Counts[i] > 0)
            {
                Wait(Value(i, place), counts.Counts[i]);
            }
        }

        CatchUp();
    }

    /// <summary>Records what waits, as much as is allowed at once.</summary>
    public void CatchUp()
    {
        var left = (long)MostAtOnce;
        while (left > 0 && _waiting.TryDequeue(out var next))
        {
            var now = Math.Min(left, next.Count);
            for (var i = 0; i < now; i++)
            {
                _histogram!.Record(next.Value, _label);
            }

            left -= now;
            if (now < next.Count)
            {
                _waiting.Enqueue((next.Value, next.Count - now));
            }
        }
    }

    public void Dispose() => _meter?.Dispose();

    private static bool IsAscending(ReadOnlySpan<double> bounds)
    {
        for (var i = 0; i < bounds.Length; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                return false;
            }
        }

        return true;
    }

    private void Begin(EquatableArray<double> bounds)
    {
        _waiting.Clear();
        if (_meter is { } replaced)
        {
            scrapes.Change(() =>
            {
                replaced.Dispose();
                scrapes.CollectForNobody();
            });
        }

        _meter = AgentMeter.CreateForProbe(service, name);
        _bounds = bounds;
        _histogram = _meter.CreateHistogram(name, "s", help, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [.. bounds] });
    }

    /// <summary>Bounded: while more waits than there are buckets, counts of a value that is near join.</summary>
    private void Wait(double value, long count)
    {
        const int MostWaiting = 4096;
        if (_waiting.Count >= MostWaiting)
        {
            var grouped = _waiting.GroupBy(waiting => Bucket(waiting.Value)).Select(group => (group.First().Value, group.Sum(waiting => waiting.Count))).ToList();
            _waiting.Clear();
            grouped.ForEach(_waiting.Enqueue);
        }

        _waiting.Enqueue((value, count));
    }

    private int Bucket(double value)
    {
        var bounds = _bounds.AsSpan();
        var i = 0;
        while (i < bounds.Length && value > bounds[i])
        {
            i++;
        }

        return i;
    }

    /// <summary>
    /// The share of their width at which one value for each bucket, and the value beyond the last bound, add up to the sum. What lies beyond is taken to be
    /// what the others leave at the middle of their buckets.
    /// </summary>
    private static (double Share, double Beyond) Place(BucketCounts counts)
    {
        var bounds = counts.UpperBounds.AsSpan();
        var (least, width) = (0.0, 0.0);
        for (var i = 0; i < bounds.Length; i++)
        {
            var (low, high) = Edges(bounds, i);
            least += counts.Counts[i] * low;
            width += counts.Counts[i] * (high - low);
        }

        var (beyond, sum) = ((double)counts.Counts[bounds.Length], double.IsFinite(counts.Sum) ? counts.Sum : least + width);
        var last = Math.BitIncrement(bounds.Length > 0 ? bounds[^1] : 0);
        var middle = beyond > 0 ? (sum - least - (width / 2)) / beyond : last;
        return beyond > 0 && middle > last ? (0.5, middle)
            : width > 0 ? (Math.Clamp((sum - least - (beyond * last)) / width, 1e-9, 1), last) : (0.5, last);
    }

    private double Value(int bucket, (double Share, double Beyond) place)
    {
        var bounds = _bounds.AsSpan();
        if (bucket == bounds.Length)
        {
            return place.Beyond;
        }

        // Rounding must not put it onto the bound below, which is the other bucket's.
        var (low, high) = Edges(bounds, bucket);
        return Math.Min(high, Math.Max(Math.BitIncrement(low), low + (place.Share * (high - low))));
    }

    private static (double Low, double High) Edges(ReadOnlySpan<double> bounds, int bucket) =>
        (bucket > 0 ? bounds[bucket - 1] : bounds[0] > 0 ? 0 : bounds[0] - 1, bounds[bucket]);
}
