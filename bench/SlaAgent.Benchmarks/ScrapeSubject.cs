using SlaAgent.Core.Contracts;
using SlaAgent.Hosting;

namespace SlaAgent.Benchmarks;

/// <summary>A whole agent with 100 probes of every kind of series, scraped over the loopback.</summary>
internal sealed class ScrapeSubject : IAsyncDisposable
{
    private const int Services = 50;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly AgentServer _agent;
    private readonly string _state;
    private readonly HttpClient _client = new();

    private ScrapeSubject(AgentServer agent, string state)
    {
        _agent = agent;
        _state = state;
    }

    /// <summary>Starts it and waits until every probe has a result.</summary>
    public static async Task<ScrapeSubject> StartAsync(Uri server)
    {
        var settings = new AgentSettings { LogLevel = "error" };
        ModelService[] services = [.. Enumerable.Range(0, Services).Select(i => Service(i, server))];
        var state = Directory.CreateTempSubdirectory("slaagent-bench-").FullName;
        var agent = await AgentServer.StartAsync(settings, ListenAddress.Parse("http://127.0.0.1:0")!, state, []);
        await agent.Runtime.ApplyAsync(new AgentConfiguration(settings, [.. services], [.. services.Select(Agreement)]));
        while (agent.Runtime.State.Current?.Snapshot.Services.SelectMany(s => s.Probes).All(p => p.LastOutcome is not null) != true)
        {
            await Task.Delay(100);
        }

        return new ScrapeSubject(agent, state);
    }

    /// <summary>Scrapes once; the length of the answer.</summary>
    public async Task<int> ScrapeAsync() => (await _client.GetByteArrayAsync(new Uri(_agent.Address, "/metrics"))).Length;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _agent.StopAsync();
        await _agent.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }

    private static ModelService Service(int number, Uri server) => new()
    {
        Name = $"model-{number}", Server = "openai", Url = server, Model = "demo-chat",
        Probes =
        [
            new Probe("ready", Interval, Interval, new ProbeRequest.Health("/v2/health/ready")),
            new Probe("chat", Interval, Interval, new ProbeRequest.Inference { Prompt = "hi", MaxTokens = 16, Stream = true }),
        ],
    };

    private static ServiceLevelAgreement Agreement(ModelService service) => new()
    {
        Name = service.Name, Service = service.Name, Scope = AgreementScope.Service,
        Objectives =
        [
            new Objective { Name = "availability", Indicator = new Indicator.Availability { Probe = "chat" }, Target = 0.999m, MinimumSamples = 1000 },
            new Objective
            {
                Name = "latency",
                Indicator = new Indicator.Latency { Probe = "chat", Percentile = 0.95m, Threshold = TimeSpan.FromSeconds(1) },
                Target = 0.95m,
                MinimumSamples = 20,
            },
        ],
    };
}
