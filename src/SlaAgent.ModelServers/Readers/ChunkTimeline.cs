namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// When the chunks of a stream came, with content or without, as the OpenTelemetry conventions for generative AI count them. As many as the body's limit
/// lets through.
/// </summary>
internal sealed class ChunkTimeline
{
    private readonly List<TimeSpan> _gaps = [];
    private TimeSpan _last;

    /// <summary>The first chunk; null where none came.</summary>
    public TimeSpan? First { get; private set; }

    /// <summary>The time of each chunk after the first since the one before it.</summary>
    public IReadOnlyList<TimeSpan> Gaps => _gaps;

    /// <summary>A chunk has come.</summary>
    public void Add(TimeSpan at)
    {
        if (First is null)
        {
            First = at;
        }
        else
        {
            _gaps.Add(at - _last);
        }

        _last = at;
    }
}
