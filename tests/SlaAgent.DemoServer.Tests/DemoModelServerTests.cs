using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SlaAgent.DemoServer.Tests;

public sealed class DemoModelServerTests
{
    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:0")]
    public async Task The_address_names_the_port_that_the_system_chose(string url)
    {
        await using var server = await DemoModelServer.StartAsync(new Uri(url), cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEqual(0, server.Address.Port);
        Assert.True(server.Address.IsLoopback);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("http://model.example:0")]
    public async Task An_address_that_cannot_be_listened_on_is_refused(string url) =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => DemoModelServer.StartAsync(new Uri(url), cancellationToken: TestContext.Current.CancellationToken));

    [Fact]
    public async Task A_certificate_makes_it_https()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=demo", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = await DemoModelServer.StartAsync(
            new Uri("https://127.0.0.1:0"), options: new DemoServerOptions { Certificate = certificate }, cancellationToken: TestContext.Current.CancellationToken);
        string? shown = null;
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, given, _, _) => (shown = given?.Thumbprint) is not null };
        using var client = new HttpClient(handler);

        using var answer = await client.GetAsync(new Uri(server.Address, "/v2/health/ready"), TestContext.Current.CancellationToken);

        Assert.Equal(("https", 200, certificate.Thumbprint), (server.Address.Scheme, (int)answer.StatusCode, shown));
        await Assert.ThrowsAsync<ArgumentException>(() => DemoModelServer.StartAsync(
            new Uri("http://127.0.0.1:0"), options: new DemoServerOptions { Certificate = certificate }, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_port_in_use_is_an_IO_error()
    {
        await using var first = await RunningServer.StartAsync();

        await Assert.ThrowsAnyAsync<IOException>(
            () => DemoModelServer.StartAsync(first.Server.Address, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_servers_have_faults_of_their_own()
    {
        await using var first = await RunningServer.StartAsync();
        await using var second = await RunningServer.StartAsync();

        first.Faults = new() { HealthFailing = true };

        Assert.Equal(503, (await first.GetAsync("/health")).Status);
        Assert.Equal(200, (await second.GetAsync("/health")).Status);
    }

    [Fact]
    public async Task A_server_can_be_disposed_twice()
    {
        var server = await RunningServer.StartAsync();

        await server.DisposeAsync();
        await server.Server.DisposeAsync();

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () =>
        {
            using var client = new HttpClient();
            await client.GetAsync(server.Server.Address, TestContext.Current.CancellationToken);
        });
    }
}
