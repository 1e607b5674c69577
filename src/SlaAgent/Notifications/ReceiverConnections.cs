using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;
using SlaAgent.Probing;
using SlaAgent.Security;

namespace SlaAgent.Notifications;

/// <summary>Reaches receivers with their own TLS settings and credentials, each read anew from its files.</summary>
internal static class ReceiverConnections
{
    public static ReceiverAccess Access { get; } = new()
    {
        CreateClient = static (receiver, pinned) => CreateClient(receiver.Tls, pinned),
        ReadHeader = ReadHeader,
        ReadSecret = ReadSecret,
    };

    /// <summary>A client with TLS settings; where <paramref name="pinned"/> is given, it connects there whatever the name says.</summary>
    public static HttpClient CreateClient(TlsSettings? tls, IPAddress? pinned)
    {
        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90) };
        ReceiverAccess.Pin(handler, pinned);
        if (tls is { } settings)
        {
            handler.SslOptions = ReadAtEachHandshake(settings);
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The handler keeps one set of options for its whole life, so what may be rotated is read inside its callbacks.</summary>
    private static SslClientAuthenticationOptions ReadAtEachHandshake(TlsSettings settings) => new()
    {
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => Accepts(settings, certificate, errors),
        LocalCertificateSelectionCallback = (_, _, _, _, _) => Options(settings).ClientCertificateContext?.TargetCertificate!,
    };

    private static bool Accepts(TlsSettings settings, X509Certificate? presented, SslPolicyErrors errors)
    {
        if (settings.InsecureSkipVerify)
        {
            return true;
        }

        if (settings.CaFile is null)
        {
            return errors == SslPolicyErrors.None;
        }

        if (presented is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain { ChainPolicy = Options(settings).CertificateChainPolicy! };
        using var certificate = new X509Certificate2(presented);
        return chain.Build(certificate);
    }

    private static SslClientAuthenticationOptions Options(TlsSettings settings)
    {
        var reading = new TlsOptions(settings).For("", new CertificateVerdict(settings.InsecureSkipVerify));
        return reading.Options ?? throw new AuthenticationException(reading.Error);
    }

    private static KeyValuePair<string, string> ReadHeader(Authentication authentication)
    {
        var credentials = new Credentials(authentication);
        return credentials.Read(out var value) is { } error
            ? throw new IOException(error)
            : new(credentials.HeaderName, value!);
    }

    private static string ReadSecret(string path)
    {
        var reading = new SecretFile(path).Read();
        return reading.Value ?? throw new IOException(reading.Error);
    }
}
