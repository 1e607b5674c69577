using BenchmarkDotNet.Attributes;

namespace SlaAgent.Benchmarks;

/// <summary>One scrape of an agent with 100 probes and 100 objectives, client and server in this process.</summary>
public class ScrapeBenchmarks
{
    private ModelServerProcess _server = null!;
    private ScrapeSubject _agent = null!;

    [GlobalSetup]
    public async Task StartAsync()
    {
        _server = new ModelServerProcess();
        _agent = await ScrapeSubject.StartAsync(_server.Address);
    }

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _agent.DisposeAsync();
        _server.Dispose();
    }

    [Benchmark]
    public Task<int> Scrape() => _agent.ScrapeAsync();
}
