using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SlaAgent.Security;

/// <summary>A PEM certificate with its chain and its key, parsed again when the content of a file changes. Not thread-safe.</summary>
internal sealed class CertificateFiles(string certFile, string keyFile)
{
    private readonly ChangingFile _cert = new(certFile);
    private readonly ChangingFile _key = new(keyFile);

    /// <summary>What the files held last; null where that was of no use.</summary>
    public SslStreamCertificateContext? Context { get; private set; }

    /// <summary>Reads the files. What is wrong with them, naming them and never their content; null for nothing.</summary>
    public string? Refresh()
    {
        var same = _cert.IsUnchanged(out var certError) & _key.IsUnchanged(out var keyError);
        if (same && Context is not null)
        {
            return null;
        }

        Context = null;
        if ((certError ?? keyError) is { } error)
        {
            return error;
        }

        try
        {
            var pem = Encoding.UTF8.GetString(_cert.Content);
            var chain = new X509Certificate2Collection();
            chain.ImportFromPem(pem);
            var leaf = X509Certificate2.CreateFromPem(pem, Encoding.UTF8.GetString(_key.Content));
            Context = SslStreamCertificateContext.Create(leaf, chain, offline: true);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return $"{_cert} and {_key} are no PEM certificate with its unencrypted key";
        }
    }
}
