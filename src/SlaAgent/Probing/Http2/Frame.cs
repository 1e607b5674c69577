namespace SlaAgent.Probing.Http2;

/// <summary>What the nine bytes before each frame say, and the first bytes of its payload.</summary>
/// <param name="Kind">Its type; one that is not listed concerns the connection or may be ignored.</param>
/// <param name="Flags">Its flags.</param>
/// <param name="Stream">Its stream; 0 for the connection.</param>
/// <param name="First">The first four bytes of the payload as a number; 0 where they have not come.</param>
/// <param name="Second">The next four.</param>
internal readonly record struct Frame(FrameKind Kind, byte Flags, uint Stream, uint First, uint Second)
{
    private const byte EndStreamFlag = 1;

    /// <summary>Whether it is a part of a message: of a head, a body or trailers.</summary>
    public bool IsMessage => Stream != 0 && Kind is FrameKind.Data or FrameKind.Headers or FrameKind.Continuation;

    /// <summary>Whether the message ends with it, or with the rest of its head.</summary>
    public bool EndsStream => Kind is FrameKind.Data or FrameKind.Headers && (Flags & EndStreamFlag) != 0;
}
