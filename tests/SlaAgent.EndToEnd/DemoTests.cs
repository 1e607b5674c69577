using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_shows_a_breach_its_alert_and_its_resolution_and_leaves_nothing_behind()
    {
        using var temporary = new TemporaryFolder();
        var (file, arguments) = AgentProcess.Command;

        var (exitCode, output) = await ChildProcess.RunAsync(
            file, [.. arguments, "demo", "--fast"], new Dictionary<string, string> { ["TMPDIR"] = temporary.Path });

        Assert.True(exitCode == 0, output);
        Assert.Contains("FIRING   SlaBreached iris-internal/availability", output, StringComparison.Ordinal);
        Assert.Contains("RESOLVED SlaBreached iris-internal/availability", output, StringComparison.Ordinal);
        Assert.Contains("FIRING   ModelServerHungBehindHealth iris", output, StringComparison.Ordinal);
        Assert.Contains("RESOLVED ModelServerHungBehindHealth iris", output, StringComparison.Ordinal);
        Assert.Contains("FIRING   SlaBreached tumours-internal/recall", output, StringComparison.Ordinal);
        Assert.Contains("RESOLVED SlaBreached tumours-internal/recall", output, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d+ alerts fired, [1-9]\d* of them resolved\.", output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.Path, "slaagent*"));
    }
}
