using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Telemetry;

namespace SlaAgent.Tests.Load;

[Collection("agent in this process")]
public sealed class LoadProbeTests
{
    private const string Capacity =
        "    - { name: capacity, interval: 700ms, timeout: 300ms, load: { rate: 100/s, arrivals: constant, duration: 200ms, inference: { prompt: hi, stream: true } } }";

    [Fact]
    public async Task Load_runs_on_its_timetable_and_its_result_is_shown_beside_the_probes()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url));
        var scrape = await ShowsAsync(agent, 2, "sla_load_runs_total", ("result", "counted"));

        Assert.True(scrape.Value("sla_load_requests_total", ("outcome", "good")) >= 40, scrape.Text);
        Assert.Equal(0, scrape.Value("sla_load_requests_total", ("outcome", "failed")));
        Assert.Equal(100, scrape.Value("sla_load_offered_requests_per_second", ("service", "one"), ("probe", "capacity")), 1e-9);
        Assert.True(scrape.Value("sla_load_latency_seconds", ("percentile", "50")) > 0, scrape.Text);
        Assert.Empty(scrape.Of("sla_probe_results_total", ("probe", "capacity")));
        Assert.Equal("", await scrape.PromtoolAsync());
    }

    [Fact]
    public async Task Requests_that_fail_are_failed_and_a_reload_that_removes_the_load_removes_its_series()
    {
        await using var server = await FakeModelServer.StartAsync();
        server.Fails = true;
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url));
        await ShowsAsync(agent, 20, "sla_load_requests_total", ("outcome", "failed"));

        await agent.ReloadAsync(Yaml(server.Url).Replace(Capacity, "", StringComparison.Ordinal));
        Assert.Empty((await agent.ScrapeAsync()).Of("sla_load_runs_total"));
    }

    private static string Yaml(Uri server) =>
        Documents.Service("one", server, Documents.Health("ready") + "\n" + Capacity).Replace("server: http", "server: openai", StringComparison.Ordinal) + Documents.Agent();

    private static async Task<Scrape> ShowsAsync(RunningAgent agent, double least, string name, (string, string) label)
    {
        var scrape = await agent.ScrapeAsync();
        for (var i = 0; i < 600 && scrape.Value(name, label) < least; i++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            scrape = await agent.ScrapeAsync();
        }

        Assert.True(scrape.Value(name, label) >= least, scrape.Text);
        return scrape;
    }
}
