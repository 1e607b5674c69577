using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace SlaAgent.Telemetry;

/// <summary>
/// How many series each instrument may have. OpenTelemetry reserves memory for an instrument's limit when it is created (2,000 by default, most of
/// it never used), so every instrument here is given what its configuration can produce and no more.
/// </summary>
internal sealed class SeriesLimits
{
    private const int Default = 16;

    /// <summary>OpenTelemetry keeps one series for what is over the limit and one for the empty label set.</summary>
    private const int Reserved = 2;

    private readonly ConcurrentDictionary<string, int> _limits = new(StringComparer.Ordinal);

    /// <summary>Sets the limit for instruments called <paramref name="instrument"/> that are created from now on.</summary>
    public void Set(string instrument, int series) => _limits[instrument] = series;

    /// <summary>The stream configuration of <paramref name="instrument"/>.</summary>
    public MetricStreamConfiguration StreamOf(Instrument instrument)
    {
        var limit = _limits.GetValueOrDefault(instrument.Name, Default) + Reserved;

        // Of what was counted in a server's own buckets nobody knows the smallest and the largest.
        return BucketRecorder.Names.Contains(instrument.Name)
            ? new ExplicitBucketHistogramConfiguration { CardinalityLimit = limit, RecordMinMax = false }
            : new MetricStreamConfiguration { CardinalityLimit = limit };
    }
}
