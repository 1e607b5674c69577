using SlaAgent.Core.Contracts;
using SlaAgent.Core.Windows;

namespace SlaAgent.Core.Objectives;

/// <summary>What is known of an objective's source beside its counts: for people, never for judging.</summary>
internal sealed class SourceNotes
{
    private EquatableArray<double> _bounds;
    private int[] _buckets = [];

    /// <summary>Why the last sample told nothing; null where it told.</summary>
    public string? Unread { get; set; }

    /// <summary>What there is to say of the last sample, in one line; null for nothing.</summary>
    public string? Remark { get; set; }

    /// <summary>Work a second in the last slice or run that was judged; null before any.</summary>
    public double? LastRate { get; set; }

    /// <summary>Whether the counts may hold the agent's own probes; null where that is no question.</summary>
    public bool? HoldsProbes { get; set; }

    /// <summary>The bounds between which the threshold lies; null while they are not known.</summary>
    public BucketBounds? Threshold { get; private set; }

    /// <summary>Learns the bounds of the server's histogram.</summary>
    public void Learn(EquatableArray<double> bounds, TimeSpan threshold)
    {
        if (Threshold is not null && bounds == _bounds)
        {
            return;
        }

        _bounds = bounds;
        Threshold = BucketBounds.Around(threshold, bounds.AsSpan());
        _buckets = [.. bounds.Select(LatencyBuckets.Of)];
    }

    /// <summary>
    /// The server's own bounds between which what the histogram counts in <paramref name="bucket"/> lies, in seconds; with null, beyond the last.
    /// Null where they are not known (after a restart, or of an older version of the server).
    /// </summary>
    public (double Lower, double? Upper)? Around(int? bucket)
    {
        if (_bounds.Count == 0)
        {
            return null;
        }

        if (bucket is null)
        {
            return (_bounds[_bounds.Count - 1], null);
        }

        var first = Array.IndexOf(_buckets, bucket.Value);
        return first < 0 ? null : (first == 0 ? 0 : _bounds[first - 1], _bounds[Array.LastIndexOf(_buckets, bucket.Value)]);
    }
}
