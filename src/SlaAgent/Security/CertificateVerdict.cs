using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace SlaAgent.Security;

/// <summary>What one handshake found out about the server's certificate, in words that tell the causes apart.</summary>
/// <param name="acceptAny">Whether any certificate is accepted; the expiry is read all the same.</param>
internal sealed class CertificateVerdict(bool acceptAny)
{
    /// <summary>Why the certificate was refused; null where it was not.</summary>
    public string? Problem { get; private set; }

    /// <summary>When the server's certificate ends; null where none came.</summary>
    public DateTimeOffset? Expiry { get; private set; }

    /// <summary>Judges the certificate; for <see cref="SslClientAuthenticationOptions.RemoteCertificateValidationCallback"/>.</summary>
    public bool Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is X509Certificate2 leaf)
        {
            Expiry = new DateTimeOffset(leaf.NotAfter.ToUniversalTime());
        }

        if (acceptAny || errors == SslPolicyErrors.None)
        {
            return true;
        }

        Problem = Describe(certificate as X509Certificate2, chain, errors);
        return false;
    }

    private static string Describe(X509Certificate2? leaf, X509Chain? chain, SslPolicyErrors errors)
    {
        if (leaf is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server sent no certificate";
        }

        var chainStatus = X509ChainStatusFlags.NoError;
        foreach (var status in chain?.ChainStatus ?? [])
        {
            chainStatus |= status.Status;
        }

        if (chainStatus.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            return DescribeTime(leaf);
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return "certificate is for another name";
        }

        const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
        if ((chainStatus & Untrusted) != 0)
        {
            return leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData)
                ? "certificate is self-signed and not trusted"
                : "certificate is from an unknown CA";
        }

        return $"certificate refused: {chainStatus}";
    }

    private static string DescribeTime(X509Certificate2 leaf)
    {
        var start = leaf.NotBefore.ToUniversalTime();
        var end = leaf.NotAfter.ToUniversalTime();
        return end < DateTime.UtcNow
            ? FormattableString.Invariant($"certificate expired at {end:yyyy-MM-ddTHH:mm:ssZ}")
            : start > DateTime.UtcNow
                ? FormattableString.Invariant($"certificate is not valid before {start:yyyy-MM-ddTHH:mm:ssZ}")
                : "a CA certificate of the chain is expired or not yet valid";
    }
}
