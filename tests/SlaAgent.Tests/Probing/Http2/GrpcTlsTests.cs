using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing.Http2;

public sealed class GrpcTlsTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Calls_go_over_TLS_with_the_client_certificate()
    {
        using var certificate = _certificates.Issue();
        using var client = _certificates.Issue("client");
        using var certFile = new TemporaryFile(client.ExportCertificatePem());
        using var keyFile = new TemporaryFile(client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var seen = new List<string?>();
        var options = Tls(certificate, SslApplicationProtocol.Http2);
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, presented, _, _) =>
        {
            seen.Add(presented?.Subject);
            return presented is not null;
        };
        await using var server = GrpcProbe.Answering(peer => peer.AnswerAsync(GrpcPeer.Serving), options);
        using var transport = GrpcProbe.Transport(server.GrpcUrl, s => s with { Tls = new(_certificates.CaFile.Path, certFile.Path, keyFile.Path) });

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, null), (first.Outcome, first.Detail));
        Assert.Equal((Outcome.Success, null), (second.Outcome, second.Detail));
        Assert.True(first.Phases.Tls > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, second.Phases.Tls);
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), second.CertificateExpiry!.Value.UtcDateTime);
        Assert.Equal(["CN=client"], seen);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_agrees_on_no_protocol_is_said_to_lack_http_2()
    {
        using var certificate = _certificates.Issue();
        var closed = new TaskCompletionSource();
        await using var server = new FaultServer(
            async c =>
            {
                await c.WaitForCloseAsync();
                closed.SetResult();
            },
            Certificates.Server(certificate));
        using var transport = GrpcProbe.Transport(server.GrpcUrl, s => s with { Tls = new(_certificates.CaFile.Path) });

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TlsError, "TLS handshake failed: the server does not offer HTTP/2 (ALPN h2), which gRPC needs"), (result.Outcome, result.Detail));
        Assert.NotNull(result.CertificateExpiry);
        await closed.Task;
    }

    [Fact]
    public async Task A_server_that_insists_on_another_protocol_is_said_to_lack_http_2()
    {
        using var certificate = _certificates.Issue();
        await using var server = new FaultServer(c => c.WaitForCloseAsync(), Tls(certificate, SslApplicationProtocol.Http11));
        using var transport = GrpcProbe.Transport(server.GrpcUrl, s => s with { Tls = new(_certificates.CaFile.Path) });

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TlsError, "TLS handshake failed: the server does not offer HTTP/2 (ALPN h2), which gRPC needs"), (result.Outcome, result.Detail));
    }

    private static SslServerAuthenticationOptions Tls(X509Certificate2 certificate, SslApplicationProtocol protocol)
    {
        var options = Certificates.Server(certificate);
        options.ApplicationProtocols = [protocol];
        return options;
    }
}
