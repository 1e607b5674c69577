using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SlaAgent.Tests.Probing;

/// <summary>A certification authority of the test's own, and certificates from it.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly ECDsa _caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _ca;

    public Certificates()
    {
        var request = new CertificateRequest("CN=Test CA", _caKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _ca = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddYears(-2), DateTimeOffset.UtcNow.AddYears(2));
        CaFile = new TemporaryFile(_ca.ExportCertificatePem());
    }

    /// <summary>The authority's own certificate.</summary>
    public string CaPem => _ca.ExportCertificatePem();

    public TemporaryFile CaFile { get; }

    /// <summary>A certificate for 127.0.0.1 or another name.</summary>
    public X509Certificate2 Issue(string name = "127.0.0.1", int daysLeft = 30, bool selfSigned = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        var from = DateTimeOffset.UtcNow.AddYears(-1);
        var to = DateTimeOffset.UtcNow.AddDays(daysLeft);
        if (selfSigned)
        {
            return request.CreateSelfSigned(from, to);
        }

        using var issued = request.Create(_ca, from, to, RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>A certificate with its key, as PEM.</summary>
    public (string Cert, string Key) IssuePem(string name = "127.0.0.1")
    {
        using var issued = Issue(name);
        return (issued.ExportCertificatePem(), issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public static SslServerAuthenticationOptions Server(X509Certificate2 certificate) => new() { ServerCertificate = certificate };

    public void Dispose()
    {
        CaFile.Dispose();
        _ca.Dispose();
        _caKey.Dispose();
    }
}
