using SlaAgent.Core.Contracts;
using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Probing;
using SlaAgent.Tests.Telemetry;

namespace SlaAgent.Tests.Traffic;

/// <summary>A whole agent that reads traffic.</summary>
[Collection("agent in this process")]
public sealed class TrafficMetricsTests
{
    private const string Scrapes = "sla_agent_traffic_scrapes_total";
    private const string ParseErrors = "sla_agent_traffic_parse_errors_total";

    [Fact]
    public async Task Readings_and_bad_lines_are_counted_and_go_away_with_the_service()
    {
        await using var server = FaultServer.Answering((connection, request) => request.StartsWith("GET /metrics", StringComparison.Ordinal)
            ? connection.AnswerAsync("vllm:request_success_total{finished_reason=\"stop\",model_name=\"m\"} 1.0\nrubbish\n")
            : connection.AnswerAsync());
        await using var agent = await RunningAgent.StartAsync(null);
        var service = TrafficSetup.Service(server.Url, TimeSpan.FromMilliseconds(200)) with
        {
            Server = "vllm",
            Model = "m",
            Probes = [new Probe("ready", TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200), new ProbeRequest.Health("/health"))],
        };
        await ApplyAsync(agent, service, service with { Name = "idle", Url = new Uri("http://127.0.0.1:1"), Traffic = service.Traffic! with { Interval = TimeSpan.FromHours(1) } });

        var scrape = await UntilAsync(agent, s => s.Of(Scrapes, ("service", "chat"), ("result", "success")) is [{ Value: >= 2 }]);
        Assert.Equal("counter", scrape.Types[Scrapes]);
        Assert.Equal(["failure", "skipped", "success"], scrape.Of(Scrapes, ("service", "chat")).Select(s => s.Labels["result"]).Order());
        Assert.All(scrape.Of(Scrapes, ("service", "idle")), s => Assert.Equal(0, s.Value));
        Assert.True(scrape.Value(ParseErrors, ("service", "chat")) >= 2);
        Assert.Equal("", await scrape.PromtoolAsync());

        await ApplyAsync(agent, service with { Traffic = null });
        scrape = await agent.ScrapeAsync();
        Assert.Empty(scrape.Of(Scrapes));
    }

    private static Task ApplyAsync(RunningAgent agent, params ModelService[] services) =>
        agent.Server.Runtime.ApplyAsync(new AgentConfiguration(new AgentSettings(), [.. services], []));

    private static async Task<Scrape> UntilAsync(RunningAgent agent, Func<Scrape, bool> condition)
    {
        while (true)
        {
            var scrape = await agent.ScrapeAsync();
            if (condition(scrape))
            {
                return scrape;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
