namespace SlaAgent.Core.Contracts;

/// <summary>TLS of the agent's own server. Paths are absolute; the files are read anew when their content changes.</summary>
/// <param name="CertFile">PEM certificate, with its chain.</param>
/// <param name="KeyFile">PEM key.</param>
public sealed record WebTls(string CertFile, string KeyFile)
{
    /// <summary>What is asked of clients.</summary>
    public ClientCertificatePolicy ClientCertificates { get; init; } = ClientCertificatePolicy.None;

    /// <summary>PEM bundle of the authorities that clients' certificates must come from; null where none are verified.</summary>
    public string? ClientCaFile { get; init; }

    /// <summary>Names (DNS, mail, IP, URI) of which a client's certificate must carry one; empty for any.</summary>
    public EquatableArray<string> ClientNames { get; init; }

    /// <summary>Lowest version offered.</summary>
    public TlsVersion Lowest { get; init; } = TlsVersion.Tls12;

    /// <summary>Highest version offered.</summary>
    public TlsVersion Highest { get; init; } = TlsVersion.Tls13;
}
