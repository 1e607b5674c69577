using System.Net;
using System.Net.Sockets;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>How the daemon starts, refuses to start, and ends.</summary>
public sealed class LifecycleTests
{
    [Theory]
    [InlineData("TERM", false)]
    [InlineData("TERM", true)]
    [InlineData("INT", false)]
    [InlineData("INT", true)]
    public async Task SIGTERM_and_Ctrl_C_end_it_with_exit_code_0_also_while_a_probe_hangs(string signal, bool hanging)
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using var agent = await world.StartAgentAsync();
        await agent.UntilStateAsync("up");
        if (hanging)
        {
            world.Break(new FaultSet { Hang = true });
            await Wait.UntilAsync("a hanging request", () => Task.FromResult(world.Server.RequestsInProgress > 0));
        }

        Assert.Equal(0, await agent.TerminateAsync(signal));
        Assert.Contains("ending", agent.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", agent.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_configuration_ends_it_with_2_and_says_where_and_what()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("sla.yaml", """
            apiVersion: slaagent.io/v1
            kind: ModelService
            metadata: { name: iris }
            spec:
              server: kserve-v2
              url: http://127.0.0.1:1
              model: iris
              probs: []
            """);

        var (exitCode, output) = await RunAsync(config, folder);

        Assert.Equal(2, exitCode);
        Assert.Matches($@"(?m)^{config}:8:3: error: spec\.probs: .*probes", output);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_this_version_cannot_do_is_refused_by_name()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var config = world.Folder.Write("sla.yaml", world.Yaml(agent: "  keeper: true"));

        var (exitCode, output) = await RunAsync(config, world.Folder);

        Assert.Equal(2, exitCode);
        Assert.Matches($@"(?m)^{config}:\d+:3: spec\.keeper: not in this version$", output);
    }

    [Fact]
    public async Task With_degraded_start_it_serves_metrics_that_say_so_and_takes_a_good_configuration_later()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var config = world.Folder.Write("sla.yaml", "kind: [");
        await using var agent = await AgentProcess.StartAsync(config, world.State, null, "--degraded-start");

        Assert.Equal(0, await agent.MetricAsync("sla_agent_config_last_reload_successful"));
        using (var ready = await agent.SendAsync(HttpMethod.Get, "/-/ready"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        }

        using (var healthy = await agent.SendAsync(HttpMethod.Get, "/-/healthy"))
        {
            Assert.Equal(HttpStatusCode.OK, healthy.StatusCode);
        }

        world.Folder.Write("sla.yaml", world.Yaml());
        await agent.UntilReadyAsync();
        await agent.UntilReloadSaysAsync(successful: true);
        await agent.UntilStateAsync("up");
        Assert.Equal(0, await agent.TerminateAsync());
    }

    [Fact]
    public async Task A_port_in_use_ends_it_with_3_and_says_which()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        await using var world = await World.CreateAsync(alertmanager: false);

        var (exitCode, output) = await RunAsync(world.Config, world.Folder, $"http://{taken.LocalEndpoint}");

        Assert.Equal(3, exitCode);
        Assert.Contains($"slaagent: cannot listen on 'http://{taken.LocalEndpoint}':", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense", 2)]
    [InlineData("tcp://127.0.0.1:9464", 2)]
    [InlineData("http://127.0.0.1:99999", 2)]
    [InlineData("http://127.0.0.1:0/metrics", 2)]
    [InlineData("http://model.invalid:9464", 2)]
    [InlineData("http://localhost:0", 2)]
    [InlineData("http://192.0.2.1:9464", 3)]
    public async Task An_address_that_cannot_be_listened_on_is_refused_in_one_line(string listen, int expected)
    {
        await using var world = await World.CreateAsync(alertmanager: false);

        var (exitCode, output) = await RunAsync(world.Config, world.Folder, listen);

        Assert.True(exitCode == expected, output);
        Assert.Contains("slaagent: cannot listen on", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static Task<(int ExitCode, string Output)> RunAsync(string config, TemporaryFolder folder, string listen = "http://127.0.0.1:0") =>
        AgentProcess.RunAsync("run", "--config", config, "--state", folder.Folder("state"), "--listen", listen);
}
