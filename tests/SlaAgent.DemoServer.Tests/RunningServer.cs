using System.Text;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests;

/// <summary>A server on a port of its own with a client that never waits for ever.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    private RunningServer(DemoModelServer server)
    {
        Server = server;
        Client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public DemoModelServer Server { get; }

    public HttpClient Client { get; }

    public FaultSet Faults { set => Server.Faults.Current = value; }

    public static async Task<RunningServer> StartAsync(TimeProvider? time = null, DemoServerOptions? options = null)
    {
        options ??= new DemoServerOptions { FirstTokenDelay = TimeSpan.Zero, TokenInterval = TimeSpan.Zero };
        return new RunningServer(await DemoModelServer.StartAsync(
            new Uri("http://127.0.0.1:0"), time, options, TestContext.Current.CancellationToken));
    }

    public async Task<Reply> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(path, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(answer);
    }

    public Task<Reply> PostAsync(string path, string body) => SendAsync(HttpMethod.Post, path, body);

    public async Task<Reply> SendAsync(HttpMethod method, string path, string body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(answer);
    }

    /// <summary>Sends a request and comes back with the head of the answer.</summary>
    public async Task<HttpResponseMessage> OpenAsync(string path, string body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
    }
}
