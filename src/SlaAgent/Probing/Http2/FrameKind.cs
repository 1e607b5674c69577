namespace SlaAgent.Probing.Http2;

/// <summary>Types of HTTP/2 frames that a probe must tell apart (RFC 9113, section 6).</summary>
internal enum FrameKind : byte
{
    /// <summary>A piece of a body.</summary>
    Data = 0,

    /// <summary>A head or trailers.</summary>
    Headers = 1,

    /// <summary>One stream is ended at once.</summary>
    Reset = 3,

    /// <summary>Parameters of the connection.</summary>
    Settings = 4,

    /// <summary>The connection takes no new streams.</summary>
    GoAway = 7,

    /// <summary>More of a head or of trailers.</summary>
    Continuation = 9,
}
