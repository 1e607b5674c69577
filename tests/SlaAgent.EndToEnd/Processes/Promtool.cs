namespace SlaAgent.EndToEnd.Processes;

/// <summary>The promtool of this machine, which knows how metrics should be named and written.</summary>
internal static class Promtool
{
    /// <summary>It has nothing against what <paramref name="agent"/> shows at the moment.</summary>
    public static async Task AssertCleanAsync(AgentProcess agent)
    {
        using var folder = new TemporaryFolder();
        var metrics = folder.Write("metrics", await agent.GetAsync("/metrics"));
        var (exitCode, output) = await ChildProcess.RunAsync("sh", ["-c", "promtool check metrics < " + metrics]);
        Assert.True(exitCode == 0 && output.Trim().Length == 0, output);
    }
}
