using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing;

public sealed class TlsTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_certificate_of_the_configured_ca_is_accepted_and_its_expiry_reported_on_kept_connections_too()
    {
        using var certificate = _certificates.Issue();
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync(), Certificates.Server(certificate));
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Tls = new(CaFile: _certificates.CaFile.Path) });

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, null), (first.Outcome, first.Detail));
        Assert.True(first.Phases.Tls > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, second.Phases.Tls);
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), first.CertificateExpiry!.Value.UtcDateTime);
        Assert.Equal(first.CertificateExpiry, second.CertificateExpiry);
        Assert.Equal(1, server.Connections);
        Assert.Contains($"\r\nHost: 127.0.0.1:{server.Port}\r\n", "\r\n" + server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expired_certificate_is_said_to_be_expired()
    {
        using var certificate = _certificates.Issue(daysLeft: -3);

        var result = await ProbeAsync(certificate);

        Assert.Equal(Outcome.TlsError, result.Outcome);
        Assert.StartsWith("certificate expired at 20", result.Detail, StringComparison.Ordinal);
        Assert.Equal(certificate.NotAfter.ToUniversalTime(), result.CertificateExpiry!.Value.UtcDateTime);
        Assert.True(result.Phases.Tls > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, result.Phases.Send);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_said_to_be_that()
    {
        using var certificate = _certificates.Issue("model.example.org");

        var result = await ProbeAsync(certificate);

        Assert.Equal((Outcome.TlsError, "certificate is for another name"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task The_configured_server_name_is_held_against_the_certificate()
    {
        using var certificate = _certificates.Issue("model.example.org");

        var result = await ProbeAsync(certificate, new TlsSettings(_certificates.CaFile.Path, ServerName: "model.example.org"));

        Assert.Equal(Outcome.Success, result.Outcome);
    }

    [Fact]
    public async Task An_unknown_ca_and_a_self_signed_certificate_are_told_apart()
    {
        using var issued = _certificates.Issue();
        using var selfSigned = _certificates.Issue(selfSigned: true);

        var unknown = await ProbeAsync(issued, new TlsSettings());
        var self = await ProbeAsync(selfSigned, new TlsSettings());

        Assert.Equal((Outcome.TlsError, "certificate is from an unknown CA"), (unknown.Outcome, unknown.Detail));
        Assert.Equal((Outcome.TlsError, "certificate is self-signed and not trusted"), (self.Outcome, self.Detail));
    }

    [Fact]
    public async Task Any_certificate_is_accepted_where_the_user_insists()
    {
        using var certificate = _certificates.Issue("other", daysLeft: -3, selfSigned: true);

        var result = await ProbeAsync(certificate, new TlsSettings(InsecureSkipVerify: true));

        Assert.Equal(Outcome.Success, result.Outcome);
        Assert.NotNull(result.CertificateExpiry);
    }

    [Fact]
    public async Task A_server_without_tls_is_said_to_be_that()
    {
        await using var server = new FaultServer(c => c.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n"));
        using var transport = ProbeSetup.Transport(new Uri($"https://127.0.0.1:{server.Port}"));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TlsError, "TLS handshake failed: the server does not speak TLS here"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_server_that_refuses_our_protocol_versions_is_said_to_do_so()
    {
        // The alert "protocol_version" of a server that only speaks older versions, as bytes: the libraries here no longer offer any.
        await using var server = new FaultServer(async c =>
        {
            await c.SendAsync([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46]);
            await c.WaitForCloseAsync();
        });
        using var transport = ProbeSetup.Transport(new Uri($"https://127.0.0.1:{server.Port}"));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TlsError, "TLS handshake failed: no common protocol version"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_connection_closed_in_the_handshake_is_a_tls_error()
    {
        await using var server = new FaultServer(_ => Task.CompletedTask);
        using var transport = ProbeSetup.Transport(new Uri($"https://127.0.0.1:{server.Port}"));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TlsError, "connection closed during the TLS handshake"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task The_client_certificate_is_sent_and_a_rotated_one_is_used_on_the_next_connection()
    {
        using var certificate = _certificates.Issue();
        using var first = _certificates.Issue("first");
        using var second = _certificates.Issue("second");
        using var certFile = new TemporaryFile(first.ExportCertificatePem());
        using var keyFile = new TemporaryFile(first.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var seen = new List<string?>();
        var options = Certificates.Server(certificate);
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, client, _, _) =>
        {
            seen.Add(client?.Subject);
            return client is not null;
        };
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync(), options);
        using var transport = ProbeSetup.Transport(server.Url, s => s with
        {
            Connection = ConnectionReuse.Fresh,
            Tls = new(_certificates.CaFile.Path, certFile.Path, keyFile.Path),
        });

        var before = (await transport.SendAsync()).Result;
        await File.WriteAllTextAsync(certFile.Path, second.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(keyFile.Path, second.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), TestContext.Current.CancellationToken);
        var after = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, Outcome.Success), (before.Outcome, after.Outcome));
        Assert.Equal(["CN=first", "CN=second"], seen);
    }

    [Theory]
    [InlineData("no pem at all", "holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "is no PEM bundle of certificates")]
    public async Task A_bad_ca_file_is_the_agents_error(string content, string problem)
    {
        using var certificate = _certificates.Issue();
        using var ca = new TemporaryFile(content);

        var result = await ProbeAsync(certificate, new TlsSettings(ca.Path));

        Assert.Equal((Outcome.AgentError, $"{ca.Path} {problem}"), (result.Outcome, result.Detail));
        Assert.Equal(TimeSpan.Zero, result.Duration);
    }

    private async Task<ProbeResult> ProbeAsync(X509Certificate2 certificate, TlsSettings? settings = null)
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync(), Certificates.Server(certificate));
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Tls = settings ?? new(_certificates.CaFile.Path) });
        return (await transport.SendAsync()).Result;
    }
}
