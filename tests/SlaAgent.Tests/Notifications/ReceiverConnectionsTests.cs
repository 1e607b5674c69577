using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Notifications;

public sealed class ReceiverConnectionsTests
{
    [Theory]
    [InlineData(null, false)]
    [InlineData("elsewhere.test", false)]
    [InlineData("alertmanager.test", true)]
    public async Task The_certificate_is_held_against_the_configured_name_and_the_handshake_asks_for_it(string? serverName, bool accepted)
    {
        using var authority = new Certificates();
        using var issued = authority.Issue("alertmanager.test");
        using var certificate = X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pkcs12), null);
        var asked = "";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.UseHttps(https => https.ServerCertificateSelector = (_, name) =>
        {
            asked = name ?? "";
            return certificate;
        })));
        await using var app = builder.Build();
        app.Run(context => context.Response.WriteAsync(""));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var receiver = new Receiver.Webhook("hook", new Uri(app.Urls.First()), null) { Tls = new TlsSettings(CaFile: authority.CaFile.Path, ServerName: serverName) };

        var result = Assert.Single(await ReceiverTest.RunAsync(receiver, ReceiverConnections.Access, NotifierBench.Quick, TimeProvider.System, TestContext.Current.CancellationToken));

        Assert.Equal((accepted, accepted ? "status 200" : "the TLS handshake failed"), (result.Accepted, result.Detail));
        Assert.Equal(serverName ?? "", asked);
    }
}
