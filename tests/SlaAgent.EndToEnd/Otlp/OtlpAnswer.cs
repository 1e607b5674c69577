namespace SlaAgent.EndToEnd.Otlp;

/// <summary>How a receiver of OTLP answers.</summary>
internal enum OtlpAnswer
{
    /// <summary>Takes what comes.</summary>
    Accept,

    /// <summary>Fails: 500, or the gRPC status <c>UNAVAILABLE</c>.</summary>
    Fail,

    /// <summary>Never answers.</summary>
    Hang,
}
