using System.Text.RegularExpressions;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The binary that users run, published here. It runs alone: compiling takes every core.</summary>
[Collection("native")]
public sealed partial class NativeBinaryTests
{
    private static readonly TimeSpan LongestPublish = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task The_published_binary_has_no_warnings_and_does_what_the_build_does()
    {
        using var folder = new TemporaryFolder();
        var target = folder.Folder("published");
        var (exitCode, output) = await ChildProcess.RunAsync(
            "dotnet",
            ["publish", "src/SlaAgent", "-c", "Release", "-o", target, "--nologo", "-nodeReuse:false", "-p:UseSharedCompilation=false"],
            folder: Repository.Root,
            limit: LongestPublish);
        Assert.True(exitCode == 0, output);
        Assert.DoesNotMatch(Warning(), output);
        var binary = Path.Combine(target, "slaagent");

        var (versionCode, version) = await ChildProcess.RunAsync(binary, ["--version"]);
        Assert.Equal(0, versionCode);
        Assert.Matches(@"^slaagent \d+\.\d+\.\d+", version);
        var (schemaCode, schema) = await ChildProcess.RunAsync(binary, ["schema"]);
        Assert.Equal(0, schemaCode);
        Assert.NotNull(System.Text.Json.Nodes.JsonNode.Parse(schema));

        await using var world = await World.CreateAsync(alertmanager: false);
        var (checkCode, check) = await ChildProcess.RunAsync(binary, ["check", world.Config]);
        Assert.True(checkCode == 0, check);
        await using var agent = await AgentProcess.StartAsync(binary, [], world.Config, world.State);
        await agent.UntilReadyAsync();
        await agent.UntilStateAsync("up");
        Assert.True(await agent.ResultsAsync("predict", "success") > 0);
        Assert.Equal(0, await agent.TerminateAsync());
    }

    [GeneratedRegex(@"warning |\bIL[23]\d{3}\b")]
    private static partial Regex Warning();
}
