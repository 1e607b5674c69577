namespace SlaAgent.Core.Contracts;

/// <summary>A version of TLS; in order.</summary>
public enum TlsVersion
{
    /// <summary>TLS 1.2.</summary>
    Tls12,

    /// <summary>TLS 1.3.</summary>
    Tls13,
}
