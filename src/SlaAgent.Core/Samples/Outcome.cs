namespace SlaAgent.Core.Samples;

/// <summary>How a scheduled probe ended. Every one ends in exactly one of these.</summary>
public enum Outcome
{
    /// <summary>A good answer.</summary>
    Success,

    /// <summary>No connection before the connect deadline (or the total one, while connecting).</summary>
    TimeoutConnect,

    /// <summary>Connected, but no byte of an answer before its deadline.</summary>
    TimeoutFirstByte,

    /// <summary>The answer began but did not end before the total deadline.</summary>
    TimeoutTotal,

    /// <summary>The answer fell silent for longer than the stall deadline.</summary>
    Stalled,

    /// <summary>The name did not resolve.</summary>
    DnsError,

    /// <summary>The connection was refused, reset or closed before an answer.</summary>
    ConnectionError,

    /// <summary>The TLS handshake or the certificate failed.</summary>
    TlsError,

    /// <summary>A redirect; it is not followed.</summary>
    Http3xx,

    /// <summary>A status of 400 to 499 other than 429; over gRPC one that blames the request as those do (NOT_FOUND, INVALID_ARGUMENT, UNAUTHENTICATED…).</summary>
    Http4xx,

    /// <summary>Status 429, or RESOURCE_EXHAUSTED of gRPC: the server is saturated.</summary>
    Http429,

    /// <summary>A status of 500 to 599.</summary>
    Http5xx,

    /// <summary>A gRPC status other than OK that has no outcome of its own.</summary>
    GrpcError,

    /// <summary>The answer was not HTTP, or its stream was not in its dialect.</summary>
    ProtocolError,

    /// <summary>The body ended before it was complete.</summary>
    Truncated,

    /// <summary>An error inside an answer whose status said all was well.</summary>
    InBandError,

    /// <summary>A complete answer that is not what was expected.</summary>
    InvalidResponse,

    /// <summary>The server says it is not ready.</summary>
    NotReady,

    /// <summary>The probe's time had passed before it could start: nothing was sent.</summary>
    Skipped,

    /// <summary>The agent could not do its part (a secret unreadable, say): nothing is known of the server.</summary>
    AgentError,
}
