using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Http;

/// <summary>An agent with a web configuration file, and clients for it.</summary>
internal sealed class GuardedAgent : IAsyncDisposable
{
    /// <summary>Of "s3cret", at the lowest cost.</summary>
    public static readonly string Hash = BCrypt.Net.BCrypt.HashPassword("s3cret", workFactor: 4);

    private GuardedAgent(RunningAgent agent, Certificates authority)
    {
        Agent = agent;
        Authority = authority;
    }

    public RunningAgent Agent { get; }

    public Certificates Authority { get; }

    public string File(string name) => Path.Combine(Agent.Folder.Root, name);

    /// <summary>Starts it with <paramref name="web"/> as the web configuration; beside it stand server.pem, server.key, ca.pem and api.</summary>
    public static async Task<GuardedAgent> StartAsync(string web, string agent = "")
    {
        var authority = new Certificates();
        var folder = new AgentFolder();
        var (cert, key) = authority.IssuePem();
        folder.Write("server.pem", cert);
        folder.Write("server.key", key);
        folder.Write("ca.pem", authority.CaPem);
        folder.Write("api", "t0ken");
        folder.Write("web.conf", web);
        return new(await RunningAgent.StartAsync(Yaml(agent), folder), authority);
    }

    /// <summary>The configuration, with <paramref name="agent"/> under its Agent's spec.</summary>
    public static string Yaml(string agent = "") => Documents.Service("one", Documents.Nobody)
        + Documents.Agreement("one-sla", "one", Documents.Available())
        + Documents.Agent(("evaluation: { interval: 100ms }\nweb: { configFile: web.conf }\n" + agent).TrimEnd());

    /// <summary>A client that trusts the test's authority.</summary>
    public HttpClient Client(string? user = null, string password = "s3cret", X509Certificate2? certificate = null, SslProtocols versions = SslProtocols.None)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.EnabledSslProtocols = versions;
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509Certificate2.CreateFromPem(Authority.CaPem));
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        var client = new HttpClient(handler) { BaseAddress = Agent.Server.Address };
        if (user is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Agent.DisposeAsync();
        Authority.Dispose();
    }
}
