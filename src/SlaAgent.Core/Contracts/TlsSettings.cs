namespace SlaAgent.Core.Contracts;

/// <summary>TLS settings of a connection. Paths are absolute.</summary>
/// <param name="CaFile">PEM bundle that replaces the system's roots.</param>
/// <param name="CertFile">PEM client certificate.</param>
/// <param name="KeyFile">PEM key of the client certificate.</param>
/// <param name="ServerName">Name sent as SNI and held against the certificate instead of the address's host.</param>
/// <param name="InsecureSkipVerify">Accept any certificate. Warned about.</param>
public sealed record TlsSettings(
    string? CaFile = null,
    string? CertFile = null,
    string? KeyFile = null,
    string? ServerName = null,
    bool InsecureSkipVerify = false);
