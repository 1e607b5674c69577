using System.Text;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests;

/// <summary>A server on a port of its own with a client that never waits for ever.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(DemoModelServer server)
    {
        Server = server;
        Client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
        // What Seldon's front wants; nobody else looks at it.
        Client.DefaultRequestHeaders.Add("seldon-model", DemoModelServer.ClassifierName);
    }

    public DemoModelServer Server { get; }

    public HttpClient Client { get; }

    public FaultSet Faults { set => Server.Faults.Current = value; }

    /// <summary>Options of a server that loses no time.</summary>
    public static DemoServerOptions Quick { get; } = new() { FirstTokenDelay = TimeSpan.Zero, TokenInterval = TimeSpan.Zero };

    public static Task<RunningServer> StartAsync(Dialect dialect) => StartAsync(options: Quick with { Dialect = dialect });

    public static async Task<RunningServer> StartAsync(TimeProvider? time = null, DemoServerOptions? options = null)
    {
        options ??= Quick;
        return new RunningServer(await DemoModelServer.StartAsync(
            new Uri("http://127.0.0.1:0"), time, options, TestContext.Current.CancellationToken));
    }

    public async Task<Reply> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(answer);
    }

    public Task<Reply> PostAsync(string path, string body, string contentType = "application/json") => SendAsync(HttpMethod.Post, path, body, contentType);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string body, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, contentType) };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(answer);
    }

    /// <summary>Sends a request and comes back with the head of the answer.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Waits until so many requests are being answered or held open.</summary>
    public async Task UntilInProgressAsync(int requests)
    {
        while (Server.RequestsInProgress != requests)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
