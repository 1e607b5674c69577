using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SlaAgent.Security;

/// <summary>A PEM bundle of authorities, parsed again when its content changes. Not thread-safe.</summary>
internal sealed class RootFiles(string caFile)
{
    private readonly ChangingFile _ca = new(caFile);

    /// <summary>What the file held last; null where that was of no use.</summary>
    public X509Certificate2Collection? Roots { get; private set; }

    /// <summary>Reads the file. What is wrong with it; null for nothing.</summary>
    public string? Refresh()
    {
        if (_ca.IsUnchanged(out var error) && Roots is not null)
        {
            return null;
        }

        Roots = null;
        if (error is not null)
        {
            return error;
        }

        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPem(Encoding.UTF8.GetString(_ca.Content));
            Roots = roots;
            return roots.Count == 0 ? $"{_ca} holds no certificate" : null;
        }
        catch (CryptographicException)
        {
            return $"{_ca} is no PEM bundle of certificates";
        }
    }

    /// <summary>How a chain is judged by <paramref name="roots"/>; by the system's where null.</summary>
    public static X509ChainPolicy Policy(X509Certificate2Collection? roots)
    {
        // Neither revocation lists nor missing issuers are fetched: a handshake opens no connection but its own.
        var policy = new X509ChainPolicy { RevocationMode = X509RevocationMode.NoCheck, DisableCertificateDownloads = true };
        if (roots is not null)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(roots);
            policy.ExtraStore.AddRange(roots);
        }

        return policy;
    }
}
