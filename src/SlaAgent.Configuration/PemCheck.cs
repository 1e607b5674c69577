using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SlaAgent.Configuration;

/// <summary>Whether files hold what a TLS server needs. A file that is missing is said elsewhere.</summary>
internal static class PemCheck
{
    private const int LongestBytes = 4 * 1024 * 1024;

    /// <summary>What is wrong with a certificate and its key; null for nothing.</summary>
    public static string? PairProblem(string certFile, string keyFile)
    {
        if (FileReading.Read(certFile, LongestBytes, out _) is not { } cert || FileReading.Read(keyFile, LongestBytes, out _) is not { } key)
        {
            return null;
        }

        try
        {
            using var pair = X509Certificate2.CreateFromPem(cert, key);
            return null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            return BundleProblem(certFile) ?? $"{keyFile} is not the unencrypted PEM key of the first certificate in {certFile}";
        }
    }

    /// <summary>What is wrong with a bundle of certificates; null for nothing.</summary>
    public static string? BundleProblem(string file)
    {
        if (FileReading.Read(file, LongestBytes, out _) is not { } pem)
        {
            return null;
        }

        var found = new X509Certificate2Collection();
        try
        {
            found.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            return $"{file} holds a certificate that cannot be read";
        }

        return found.Count == 0 ? $"{file} holds no PEM certificate" : null;
    }
}
