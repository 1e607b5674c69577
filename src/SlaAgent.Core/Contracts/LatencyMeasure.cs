namespace SlaAgent.Core.Contracts;

/// <summary>Which duration of a request a latency objective judges.</summary>
public enum LatencyMeasure
{
    /// <summary>From handing over the request to the end of the body.</summary>
    Total,

    /// <summary>To the first byte of the response.</summary>
    FirstByte,

    /// <summary>To the first event with content.</summary>
    TimeToFirstToken,

    /// <summary>(last content − first content) ÷ (output tokens − 1); none with fewer than two tokens.</summary>
    TimePerOutputToken,

    /// <summary>The request's worst gap between two pieces of content.</summary>
    InterChunkLatency,
}
