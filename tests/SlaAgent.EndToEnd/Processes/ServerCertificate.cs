using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A certificate for the loopback that is its own authority, as files <c>server.pem</c> and <c>server.key</c>.</summary>
internal static class ServerCertificate
{
    public static void Write(TemporaryFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=slaagent.test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("slaagent.test");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
        folder.Write("server.pem", certificate.ExportCertificatePem());
        folder.Write("server.key", key.ExportPkcs8PrivateKeyPem());
    }
}
