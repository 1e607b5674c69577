using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Security;

/// <summary>
/// Options for TLS handshakes with the agent's own clients. Settings and files are read at every handshake, so that what is rotated is used from the next connection on;
/// while a file cannot be used, what was read before it stays in use, and the log says so once.
/// </summary>
/// <param name="current">The settings in force.</param>
/// <param name="logger">Log.</param>
internal sealed partial class ServerTls(Func<WebSettings?> current, ILogger logger)
{
    private readonly Lock _gate = new();
    private WebTls? _settings;
    private CertificateFiles? _own;
    private RootFiles? _clients;
    private SslStreamCertificateContext? _certificate;
    private X509Certificate2Collection? _roots;
    private string? _lastProblem;

    /// <summary>Options for the next handshake.</summary>
    /// <exception cref="AuthenticationException">The files were never of use.</exception>
    public SslServerAuthenticationOptions Next()
    {
        lock (_gate)
        {
            var web = current();
            if (web?.Tls is { } tls && tls != _settings)
            {
                (_settings, _own, _clients) = (tls, new(tls.CertFile, tls.KeyFile), tls.ClientCaFile is { } ca ? new(ca) : null);
            }

            Refresh();
            return Options(_settings!, web?.Http2 ?? true);
        }
    }

    private static bool Accepts(WebTls tls, X509Certificate? certificate, SslPolicyErrors errors) => tls.ClientCertificates switch
    {
        ClientCertificatePolicy.RequireAny => certificate is not null,
        ClientCertificatePolicy.VerifyIfGiven => certificate is null || errors == SslPolicyErrors.None,
        ClientCertificatePolicy.RequireAndVerify => certificate is X509Certificate2 leaf && errors == SslPolicyErrors.None && ClientName.IsAllowed(leaf, tls.ClientNames),
        _ => true,
    };

    private static SslProtocols Protocols(WebTls tls) =>
        (tls.Lowest == TlsVersion.Tls12 ? SslProtocols.Tls12 : SslProtocols.None) | (tls.Highest == TlsVersion.Tls13 ? SslProtocols.Tls13 : SslProtocols.None);

    private void Refresh()
    {
        var problem = _own?.Refresh() ?? _clients?.Refresh();
        _certificate = _own?.Context ?? _certificate;
        _roots = _clients is null ? null : _clients.Roots ?? _roots;
        if (problem is not null && problem != _lastProblem)
        {
            LogKept(problem);
        }

        _lastProblem = problem;
        if (_certificate is null || (_clients is not null && _roots is null))
        {
            throw new AuthenticationException(problem);
        }
    }

    private SslServerAuthenticationOptions Options(WebTls tls, bool http2) => new()
    {
        ServerCertificateContext = _certificate,
        ClientCertificateRequired = tls.ClientCertificates != ClientCertificatePolicy.None,
        CertificateChainPolicy = RootFiles.Policy(_roots),
        RemoteCertificateValidationCallback = (_, certificate, _, errors) => Accepts(tls, certificate, errors),
        EnabledSslProtocols = Protocols(tls),
        ApplicationProtocols = http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
    };

    [LoggerMessage(LogLevel.Error, "the agent's own server goes on with the certificates it has: {Problem}")]
    private partial void LogKept(string problem);
}
