using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>What only a process of its own shows of the commands.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("probe")]
    [InlineData("run")]
    [InlineData("notify", "--test")]
    public async Task Without_any_configuration_it_says_where_one_is_looked_for(params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        await using var command = AgentProcess.Spawn(arguments, folder: folder.Path);
        await command.WaitForExitAsync();

        Assert.Equal(2, command.ExitCode);
        Assert.Contains("there is neither ./sla.yaml nor /etc/slaagent", command.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema")]
    [InlineData("--version")]
    [InlineData("check sla.yaml")]
    public async Task Output_that_cannot_be_written_is_3_in_one_line(string command)
    {
        using var folder = new TemporaryFolder();
        folder.Write("sla.yaml", "apiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\n");
        var (file, arguments) = AgentProcess.Command;
        var (exitCode, output) = await ChildProcess.RunAsync("sh", ["-c", $"{file} {string.Join(' ', arguments)} {command} > /dev/full"], folder: folder.Path);

        Assert.True(exitCode == 3, output);
        Assert.Contains("slaagent: the output cannot be written: No space left on device", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }
}
