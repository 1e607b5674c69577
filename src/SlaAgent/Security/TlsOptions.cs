using System.Net.Security;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Security;

/// <summary>
/// Options for TLS handshakes with one server. The PEM files are read at every handshake, so that a rotated certificate is used from the next
/// connection on; an unchanged content is not parsed again. Not thread-safe.
/// </summary>
/// <param name="settings">The user's settings; null for the system's.</param>
internal sealed class TlsOptions(TlsSettings? settings)
{
    private readonly RootFiles? _roots = settings?.CaFile is { } ca ? new(ca) : null;
    private readonly CertificateFiles? _client = settings is { CertFile: { } cert, KeyFile: { } key } ? new(cert, key) : null;

    /// <summary>Whether any certificate of the server is accepted.</summary>
    public bool AcceptsAny => settings?.InsecureSkipVerify ?? false;

    /// <summary>Options for the next handshake, or what is wrong with the files they come from. Does not throw.</summary>
    /// <param name="host">Name of the server; the settings' own name goes before it.</param>
    /// <param name="verdict">Judges the server's certificate and keeps what it found.</param>
    public TlsOptionsReading For(string host, CertificateVerdict verdict)
    {
        if ((_roots?.Refresh() ?? _client?.Refresh()) is { } error)
        {
            return new(null, error);
        }

        return new(
            new SslClientAuthenticationOptions
            {
                TargetHost = settings?.ServerName ?? host,
                CertificateChainPolicy = RootFiles.Policy(_roots?.Roots),
                ClientCertificateContext = _client?.Context,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => verdict.Judge(certificate, chain, errors),
            },
            null);
    }
}
