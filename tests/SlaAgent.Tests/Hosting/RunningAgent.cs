using System.Net;
using System.Text.Json;
using SlaAgent.Commands;
using SlaAgent.Hosting;
using SlaAgent.Tests.Telemetry;

namespace SlaAgent.Tests.Hosting;

/// <summary>The agent with its web server, in this process, on a free port, over a configuration file and a state folder of its own.</summary>
internal sealed class RunningAgent : IAsyncDisposable
{
    private bool _stopped;

    private RunningAgent(AgentFolder folder, AgentServer server)
    {
        Folder = folder;
        Server = server;
    }

    public AgentFolder Folder { get; }

    public AgentServer Server { get; }

    public HttpClient Http { get; } = new();

    /// <summary>Starts it with <paramref name="yaml"/> in force; with null it has no configuration yet.</summary>
    public static Task<RunningAgent> StartAsync(string? yaml) => StartAsync(yaml, new AgentFolder());

    /// <summary>Starts it in a folder that has been prepared, and goes away with it.</summary>
    public static async Task<RunningAgent> StartAsync(string? yaml, AgentFolder folder)
    {
        folder.Write(yaml ?? "this: is no configuration");
        var loaded = ConfigurationSource.Load([folder.Config]);
        var settings = loaded.Configuration?.Agent ?? new();
        var agent = new RunningAgent(folder, await AgentServer.StartAsync(settings, ListenAddress.Parse("http://127.0.0.1:0")!, folder.State, [folder.Config]));
        agent.Server.Reloader.Loaded(loaded);
        if (yaml is not null)
        {
            Assert.True(loaded.Configuration is not null, string.Join('\n', loaded.Diagnostics));
            await agent.Server.Runtime.ApplyAsync(loaded.Configuration);
            await Eventually.True(() => agent.Server.Runtime.State.Current is not null, "the first evaluation");
        }

        agent.Server.Runtime.RecordReload(yaml is not null);
        return agent;
    }

    /// <summary>Writes <paramref name="yaml"/> over the configuration and has it read.</summary>
    public Task<ReloadOutcome> ReloadAsync(string yaml)
    {
        Folder.Write(yaml);
        return Server.Reloader.ReloadAsync(CancellationToken.None);
    }

    public async Task<Scrape> ScrapeAsync() => new(await Http.GetStringAsync(new Uri(Server.Address, "/metrics")));

    public Task<HttpResponseMessage> GetAsync(string path) => Http.GetAsync(new Uri(Server.Address, path));

    public async Task<(HttpStatusCode Status, JsonElement Body)> JsonAsync(string path, HttpMethod? method = null)
    {
        using var answer = await Http.SendAsync(new HttpRequestMessage(method ?? HttpMethod.Get, new Uri(Server.Address, path)));
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone());
    }

    public async Task StopAsync()
    {
        _stopped = true;
        await Server.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync();
        }

        await Server.DisposeAsync();
        Http.Dispose();
        Folder.Dispose();
    }
}
