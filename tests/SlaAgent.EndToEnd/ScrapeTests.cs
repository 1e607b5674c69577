using System.Net.Http.Headers;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

public sealed class ScrapeTests
{
    private static readonly HttpClient Http = new();

    [Fact]
    public async Task Prometheus_scrapes_the_agent_and_its_counters_agree_with_the_API()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await using var prometheus = new Prometheus();
        await prometheus.StartAsync(agent.Address);

        await Wait.UntilAsync(
            "good events in Prometheus",
            async () => await prometheus.TargetAsync() is ("up", "")
                && (await prometheus.QueryAsync("sla_objective_good_events_total{objective=\"availability\"}")).Any(s => s.Value >= 3),
            () => agent.Output);

        var successes = await prometheus.QueryAsync("sla_probe_results_total{probe=\"predict\",outcome=\"success\"}");
        Assert.True(Assert.Single(successes).Value >= 3);
        Assert.Equal(20, (await prometheus.QueryAsync("sla_probe_results_total{probe=\"predict\"}")).Count);

        // A probe that ends while a scrape collects is in one family and not yet in the other; of most scrapes that is not so.
        await Wait.UntilAsync(
            "phases that add up to the durations",
            async () => Math.Abs(Assert.Single(await prometheus.QueryAsync(
                "sum(sla_probe_phase_seconds_total{probe=\"predict\"}) - sum(sla_probe_duration_seconds_sum{probe=\"predict\"})")).Value) < 1e-6,
            () => agent.Output);
        var threshold = await prometheus.QueryAsync("sla_probe_duration_seconds_bucket{probe=\"predict\",le=\"0.3\"}");
        Assert.NotEmpty(threshold);
    }

    [Fact]
    public async Task The_metrics_satisfy_promtool_before_the_first_result_while_well_while_failing_and_after()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await AgentProcess.StartAsync(world.Config, world.State);
        await Promtool.AssertCleanAsync(agent);

        await agent.UntilReadyAsync();
        await Promtool.AssertCleanAsync(agent);
        foreach (var faults in new[] { new FaultSet { Hang = true }, new FaultSet { ErrorShare = 1 }, new FaultSet { AbortConnections = true }, FaultSet.None })
        {
            world.Break(faults);
            await UntilMoreResultsAsync(agent);
            await Promtool.AssertCleanAsync(agent);
        }
    }

    [Fact]
    public async Task OpenMetrics_is_given_to_who_asks_for_it()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(agent.Address, "/metrics"));
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/openmetrics-text; version=1.0.0"));

        using var answer = await Http.SendAsync(request);

        Assert.Equal("application/openmetrics-text", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("# EOF\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scrapes_that_collide_each_get_a_whole_answer()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await agent.UntilReadyAsync();
        await UntilMoreResultsAsync(agent);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => agent.GetAsync("/metrics")));

        Assert.All(answers, text => Assert.Contains("sla_probe_results_total{", text, StringComparison.Ordinal));
        Assert.All(answers, text => Assert.Contains("sla_agent_build_info{", text, StringComparison.Ordinal));
    }

    private static async Task UntilMoreResultsAsync(AgentProcess agent)
    {
        var before = await ResultsAsync(agent);
        await Wait.UntilAsync("more results", async () => await ResultsAsync(agent) >= before + 4, () => agent.Output);
    }

    private static async Task<double> ResultsAsync(AgentProcess agent) =>
        (await agent.GetAsync("/metrics")).Split('\n')
            .Where(l => l.StartsWith("sla_probe_results_total{", StringComparison.Ordinal) && l.Contains("\"predict\"", StringComparison.Ordinal))
            .Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));
}
