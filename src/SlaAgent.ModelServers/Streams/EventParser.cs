namespace SlaAgent.ModelServers.Streams;

/// <summary>Takes a stream of events apart, as its bytes arrive, wherever they are cut. Memory is bounded: an event over the limit stops it.</summary>
internal abstract class EventParser
{
    /// <summary>Longest event unless said otherwise: 1 MiB.</summary>
    public const int DefaultMaxEventBytes = 1024 * 1024;

    /// <summary>Whether an event was longer than the limit; nothing is read after it.</summary>
    public bool TooLong { get; protected set; }

    /// <summary>Takes bytes off the front of <paramref name="piece"/> until an event is complete; false when the piece is used up.</summary>
    public abstract bool TryNext(ref ReadOnlySpan<byte> piece, out StreamEvent next);

    /// <summary>
    /// The body has ended. An event to which only its end is missing is taken all the same: servers forget it, and whether the body
    /// was cut short is for the transport to say.
    /// </summary>
    /// <param name="last">That event.</param>
    /// <param name="unfinishedLine">Whether the last line had no end.</param>
    public abstract bool TryEnd(out StreamEvent last, out bool unfinishedLine);
}
