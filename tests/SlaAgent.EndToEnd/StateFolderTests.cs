using System.Globalization;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The folder of the state: one holder, damage, a disk that takes nothing.</summary>
public sealed class StateFolderTests
{
    private const string NoMounting = "a small file system cannot be mounted here (it takes root)";

    [Fact]
    public async Task A_second_agent_on_the_same_folder_is_refused_with_the_name_of_the_first_and_a_killed_one_holds_nothing()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        await using (var agent = await world.StartAgentAsync())
        {
            var (exitCode, output) = await AgentProcess.RunAsync("run", "--config", world.Config, "--state", world.State, "--listen", "http://127.0.0.1:0");

            Assert.Equal(3, exitCode);
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"process {agent.Process.Id}"), output, StringComparison.Ordinal);
            Assert.Contains(Environment.MachineName, output, StringComparison.Ordinal);
            Assert.Contains(world.State, output, StringComparison.Ordinal);
            await agent.UntilMoreAsync("predict", "success", 1);
            await agent.KillAsync();
        }

        await using var next = await world.StartAgentAsync();
        Assert.Equal(0, await next.MetricAsync("sla_agent_ledger_degraded"));
    }

    [Fact]
    public async Task A_kill_does_not_change_since_when_a_state_holds()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        string? since;
        await using (var agent = await world.StartAgentAsync())
        {
            await agent.UntilStateAsync("up");
            since = (string?)(await agent.ServiceAsync())["since"];

            // Written within a second; the third result comes after that.
            await agent.UntilMoreAsync("predict", "success", 3);
            await agent.KillAsync();
        }

        await using var next = await world.StartAgentAsync();
        await next.UntilStateAsync("up");
        Assert.Equal(since, (string?)(await next.ServiceAsync())["since"]);
    }

    [Theory]
    [InlineData("truncated", true)]
    [InlineData("garbage", true)]
    [InlineData("empty", false)]
    public async Task A_damaged_database_is_set_aside_and_the_agent_runs_and_remembers_from_then_on(string damage, bool isSetAside)
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var database = Path.Combine(world.State, "ledger.db");
        await using (var agent = await world.StartAgentAsync())
        {
            await agent.UntilMoreAsync("predict", "success", 2);
            Assert.Equal(0, await agent.TerminateAsync());
        }

        var whole = await File.ReadAllBytesAsync(database, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            database,
            damage switch { "truncated" => whole[..(whole.Length / 3)], "garbage" => [.. Enumerable.Repeat((byte)0xA5, whole.Length)], _ => [] },
            TestContext.Current.CancellationToken);

        long remembered;
        await using (var agent = await world.StartAgentAsync())
        {
            await agent.UntilMoreAsync("predict", "success", 3);
            Assert.Equal(isSetAside ? 1 : 0, await agent.MetricAsync("sla_agent_ledger_set_aside_total"));
            Assert.Equal(isSetAside, Directory.EnumerateFiles(world.State, "ledger.db.corrupt-*").Any());
            Assert.Equal(0, await agent.MetricAsync("sla_agent_ledger_degraded"));
            remembered = (await agent.CountsAsync()).Events;
            Assert.Equal(0, await agent.TerminateAsync());
        }

        await using var again = await world.StartAgentAsync();
        Assert.True((await again.CountsAsync()).Events >= remembered, again.Output);
    }

    [Fact]
    public async Task On_a_full_disk_the_agent_says_so_goes_on_and_recovers_when_there_is_room()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, NoMounting);
        await using var world = await World.CreateAsync(alertmanager: false);
        using var disk = new SmallDisk(world.State);
        long counted;
        await using (var agent = await world.StartAgentAsync())
        {
            await agent.UntilMoreAsync("predict", "success", 2);
            disk.Fill();
            await agent.UntilMetricAsync("sla_agent_ledger_degraded", v => v == 1);
            Assert.True(await agent.MetricAsync("sla_agent_ledger_errors_total") >= 1);
            var before = await agent.CountsAsync();
            await Wait.UntilAsync("more events", async () => (await agent.CountsAsync()).Events >= before.Events + 3, () => agent.Output);

            disk.Free();
            await agent.UntilMetricAsync("sla_agent_ledger_degraded", v => v == 0);
            counted = (await agent.CountsAsync()).Events;
            Assert.Equal(0, await agent.TerminateAsync());
        }

        await using var again = await world.StartAgentAsync();
        Assert.True((await again.CountsAsync()).Events >= counted, again.Output);
    }

    [Fact]
    public async Task With_a_read_only_folder_the_agent_runs_in_memory_and_recovers_when_it_may_write()
    {
        Assert.SkipUnless(SmallDisk.IsPossible, NoMounting);
        await using var world = await World.CreateAsync(alertmanager: false);
        using var disk = new SmallDisk(world.State);
        disk.AllowWriting(false);
        await using var agent = await world.StartAgentAsync();
        await agent.UntilMoreAsync("predict", "success", 3);
        Assert.Equal(1, await agent.MetricAsync("sla_agent_ledger_degraded"));

        disk.AllowWriting(true);

        await agent.UntilMetricAsync("sla_agent_ledger_degraded", v => v == 0);
        Assert.True(File.Exists(Path.Combine(world.State, "ledger.db")));
        Assert.Equal(0, await agent.TerminateAsync());
    }
}
