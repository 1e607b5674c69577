using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Security;

/// <summary>
/// Options for TLS handshakes with one server. The PEM files are read at every handshake, so that a rotated certificate is used from the next
/// connection on; an unchanged content is not parsed again. Not thread-safe.
/// </summary>
/// <param name="settings">The user's settings; null for the system's.</param>
internal sealed class TlsOptions(TlsSettings? settings)
{
    private const int MaxFileBytes = 4 * 1024 * 1024;

    private byte[] _caBytes = [];
    private byte[] _certBytes = [];
    private byte[] _keyBytes = [];
    private X509Certificate2Collection? _roots;
    private SslStreamCertificateContext? _client;

    /// <summary>Whether any certificate of the server is accepted.</summary>
    public bool AcceptsAny => settings?.InsecureSkipVerify ?? false;

    /// <summary>Options for the next handshake, or what is wrong with the files they come from. Does not throw.</summary>
    /// <param name="host">Name of the server; the settings' own name goes before it.</param>
    /// <param name="verdict">Judges the server's certificate and keeps what it found.</param>
    public TlsOptionsReading For(string host, CertificateVerdict verdict)
    {
        if ((ReadRoots() ?? ReadClient()) is { } error)
        {
            return new(null, error);
        }

        return new(
            new SslClientAuthenticationOptions
            {
                TargetHost = settings?.ServerName ?? host,
                CertificateChainPolicy = NewChainPolicy(),
                ClientCertificateContext = _client,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => verdict.Judge(certificate, chain, errors),
            },
            null);
    }

    private static bool Same(string path, ref byte[] last, out string? error)
    {
        error = null;
        try
        {
            using var stream = File.OpenRead(path);
            if (stream.Length > MaxFileBytes)
            {
                error = $"{path} is longer than {MaxFileBytes} bytes";
                return false;
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var same = bytes.AsSpan().SequenceEqual(last);
            last = bytes;
            return same;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            error = $"{path} cannot be read: {e.GetType().Name}";
            return false;
        }
    }

    private X509ChainPolicy NewChainPolicy()
    {
        // Neither revocation lists nor missing issuers are fetched: a probe opens one connection, to its server.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (_roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(_roots);
            policy.ExtraStore.AddRange(_roots);
        }

        return policy;
    }

    private string? ReadRoots()
    {
        if (settings?.CaFile is not { } path)
        {
            return null;
        }

        if (Same(path, ref _caBytes, out var error) && _roots is not null)
        {
            return null;
        }

        _roots = null;
        if (error is not null)
        {
            return error;
        }

        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(System.Text.Encoding.UTF8.GetString(_caBytes));
            _roots = roots;
            return roots.Count == 0 ? $"{path} holds no certificate" : null;
        }
        catch (CryptographicException)
        {
            return $"{path} is no PEM bundle of certificates";
        }
    }

    private string? ReadClient()
    {
        if (settings is not { CertFile: { } certPath, KeyFile: { } keyPath })
        {
            return null;
        }

        var same = Same(certPath, ref _certBytes, out var certError) & Same(keyPath, ref _keyBytes, out var keyError);
        if (same && _client is not null)
        {
            return null;
        }

        _client = null;
        if ((certError ?? keyError) is { } error)
        {
            return error;
        }

        try
        {
            var pem = System.Text.Encoding.UTF8.GetString(_certBytes);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            var leaf = X509Certificate2.CreateFromPem(pem, System.Text.Encoding.UTF8.GetString(_keyBytes));
            _client = SslStreamCertificateContext.Create(leaf, chain, offline: true);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return $"{certPath} and {keyPath} are no PEM certificate with its unencrypted key";
        }
    }
}
