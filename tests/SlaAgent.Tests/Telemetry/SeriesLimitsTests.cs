using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Telemetry;

[Collection("agent in this process")]
public sealed class SeriesLimitsTests
{
    [Fact]
    public async Task Nothing_overflows_with_many_services_probes_objectives_and_receivers()
    {
        await using var agent = await RunningAgent.StartAsync(Documents.Many(services: 50, probes: 5, objectives: 5, receivers: 12));

        var scrape = await agent.ScrapeAsync();

        AssertWhole(scrape, services: 50, probes: 5, objectives: 5, receivers: 12);
    }

    [Fact]
    public async Task Nothing_overflows_when_reloads_add_and_remove_many_services()
    {
        await using var agent = await RunningAgent.StartAsync(Documents.Many(services: 1, probes: 1, objectives: 1));
        AssertWhole(await agent.ScrapeAsync(), services: 1, probes: 1, objectives: 1, receivers: 0);
        foreach (var (services, probes, objectives, receivers) in new[] { (40, 2, 3, 9), (3, 1, 2, 1), (30, 1, 5, 7) })
        {
            Assert.True((await agent.ReloadAsync(Documents.Many(services, probes, objectives, receivers))).Applied);
            await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Services.Count == services, "the reload evaluated");

            AssertWhole(await agent.ScrapeAsync(), services, probes, objectives, receivers);
        }
    }

    [Fact]
    public async Task Nothing_overflows_with_many_loads_also_when_a_reload_brings_them()
    {
        await using var agent = await RunningAgent.StartAsync(Documents.Many(services: 1, probes: 1, objectives: 1));
        Assert.Empty((await agent.ScrapeAsync()).Of("sla_load_runs_total"));

        Assert.True((await agent.ReloadAsync(Documents.Service("loaded", Documents.Nobody, string.Join('\n', Enumerable.Range(0, 40).Select(Load))))).Applied);

        var scrape = await agent.ScrapeAsync();
        Assert.DoesNotContain("otel_metric_overflow", scrape.Text, StringComparison.Ordinal);
        Assert.Equal((40 * 3, 40 * 5), (scrape.Of("sla_load_runs_total").Count, scrape.Of("sla_load_requests_total").Count));
    }

    private static string Load(int number) =>
        $"    - {{ name: l{number}, schedule: \"0 0 29 2 *\", load: {{ rate: 1/s, duration: 1s, inference: {{ path: /predict, request: {{}} }} }} }}";

    private static void AssertWhole(Scrape scrape, int services, int probes, int objectives, int receivers)
    {
        Assert.DoesNotContain("otel_metric_overflow", scrape.Text, StringComparison.Ordinal);
        Assert.Equal(services, scrape.Of("sla_service_up").Count);
        Assert.Equal(services * 6, scrape.Of("sla_service_state").Count);
        Assert.Equal(services, scrape.Of("sla_service_info").Count);
        Assert.Equal(services, scrape.Of("sla_info").Count);
        Assert.Equal(services * probes * 20, scrape.Of("sla_probe_results_total").Count);
        Assert.Equal(services * probes * 7, scrape.Of("sla_probe_phase_seconds_total").Count);
        Assert.Equal(services * objectives * 5, scrape.Of("sla_objective_status").Count);
        Assert.Equal(services * objectives, scrape.Of("sla_breaches_total").Count);
        Assert.Equal(services * objectives, scrape.Of("sla_objective_events_total").Count);
        Assert.Equal(receivers * 3, scrape.Of("sla_agent_notifications_total").Count);
        Assert.Equal(receivers, scrape.Of("sla_agent_outbox_entries").Count);
    }
}
