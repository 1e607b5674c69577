using System.Net;
using System.Net.Sockets;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Receivers that are away, or that never answer.</summary>
public sealed class OutageTests
{
    private const string Hung = "ModelServerHungBehindHealth";

    [Fact]
    public async Task An_alert_that_is_still_open_when_Alertmanager_comes_back_arrives_with_its_true_start()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await agent.UntilStateAsync("up");
        world.Break(new FaultSet { Hang = true });
        var incident = await Wait.ForAsync("the incident", () => agent.IncidentAsync(Hung, open: true), () => agent.Output);
        await agent.UntilMetricAsync("sla_agent_notifications_total", v => v >= 1, "result=\"failure\"");
        Assert.True(await agent.MetricAsync("sla_agent_outbox_entries") >= 1);

        await world.Alertmanager.StartAsync();

        var firing = await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);
        Assert.Equal(incident["startedAt"]!.Time(), firing["startsAt"]!.Time(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_broken_agreement_whose_objective_is_removed_during_the_outage_arrives_as_firing_and_then_as_resolved()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var config = world.Folder.Write("sla.yaml", world.Yaml("    - { name: availability, availability: { probe: predict }, target: 99%, minimumSamples: 5 }"));
        await using var agent = await world.StartAgentAsync(config);
        await agent.UntilStateAsync("up");
        world.Break(new FaultSet { ErrorShare = 1 });
        await Wait.ForAsync("the breach", () => agent.IncidentAsync("SlaBreached", open: true), () => agent.Output);

        world.Folder.Write("sla.yaml", world.Yaml("    - { name: latency-p95, latency: { probe: predict, percentile: 95, threshold: 300ms } }"));
        using var reload = await agent.SendAsync(HttpMethod.Post, "/-/reload");
        Assert.True(reload.IsSuccessStatusCode);
        var incident = await Wait.ForAsync("the closed incident", () => agent.IncidentAsync("SlaBreached", open: false), () => agent.Output);
        await world.Alertmanager.StartAsync();

        var firing = await world.Sink.FirstAsync("SlaBreached", "firing", () => agent.Output);
        var resolved = await world.Sink.FirstAsync("SlaBreached", "resolved", () => agent.Output);
        Assert.Equal(incident["startedAt"]!.Time(), firing["startsAt"]!.Time(), TimeSpan.FromMilliseconds(1));
        Assert.Equal(incident["endedAt"]!.Time(), resolved["endsAt"]!.Time(), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task An_Alertmanager_that_never_answers_does_not_hold_up_the_other()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var world = await World.CreateAsync();
        var addresses = $"urls: [\"http://{silent.LocalEndpoint}\", \"{world.Alertmanager.Address}\"]";
        var config = world.Folder.Write("sla.yaml", world.Yaml().Replace($"urls: [\"{world.Alertmanager.Address}\"]", addresses, StringComparison.Ordinal));
        await using var agent = await world.StartAgentAsync(config);
        await agent.UntilStateAsync("up");

        world.Break(new FaultSet { Hang = true });
        await world.Sink.FirstAsync(Hung, "firing", () => agent.Output);

        // The first post to the silent one is still waiting for its deadline.
        using var held = await silent.AcceptTcpClientAsync();
        Assert.Equal(0, await agent.MetricAsync("sla_agent_notifications_total", "result=\"failure\""));
        Assert.True(await agent.MetricAsync("sla_agent_outbox_entries") >= 1);
    }
}
