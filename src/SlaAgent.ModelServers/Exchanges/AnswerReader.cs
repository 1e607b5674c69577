using SlaAgent.Core.Samples;

namespace SlaAgent.ModelServers.Exchanges;

/// <summary>
/// Reads one answer as it arrives and decides what it was. The transport owns time, deadlines and the wire, and calls
/// <see cref="OnHead"/> once, <see cref="OnHeader"/> where that header came, <see cref="OnBody"/> for each piece in order, and <see cref="Complete"/> once at the end;
/// <see cref="OnField"/> only where the call is gRPC, whose status is a header or a trailer.
/// </summary>
public abstract class AnswerReader
{
    /// <summary>Status and content type have arrived.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="contentType">Content type as sent; null where there was none.</param>
    public abstract void OnHead(int status, string? contentType);

    /// <summary>Name of a response header that the reader must see; null for none.</summary>
    public virtual string? HeaderAsked => null;

    /// <summary>The header that was asked for has come; after <see cref="OnHead"/>.</summary>
    /// <param name="value">Its value.</param>
    public virtual void OnHeader(string value)
    {
    }

    /// <summary>A header or, after the body, a trailer of a gRPC answer; other answers are read without them.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <param name="value">Its value as sent.</param>
    public virtual void OnField(string name, string value)
    {
    }

    /// <summary>A piece of the (decompressed) body has arrived.</summary>
    /// <param name="bytes">The piece; not valid after the call.</param>
    /// <param name="at">Time since the request was handed to the transport.</param>
    public abstract void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at);

    /// <summary>Nothing more comes.</summary>
    /// <param name="failure">
    /// Null where the body ended as HTTP says it should; otherwise how the transport saw it end
    /// (<see cref="Outcome.Truncated"/>, <see cref="Outcome.TimeoutTotal"/>, <see cref="Outcome.Stalled"/>, <see cref="Outcome.ProtocolError"/>,
    /// or <see cref="Outcome.InvalidResponse"/> for a body over its limit).
    /// </param>
    /// <param name="detail">What the transport has to say of its failure; null without one.</param>
    /// <param name="at">Time since the request was handed to the transport.</param>
    /// <returns>What the answer was. What was measured before a failure (the first token, say) is kept.</returns>
    public abstract Answer Complete(Outcome? failure, string? detail, TimeSpan at);
}
