using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The demo's model server alone.</summary>
public sealed partial class DemoModelTests
{
    [Theory]
    [InlineData("triton", "/v2", "triton")]
    [InlineData("vllm", "/v1/models", "vllm")]
    [InlineData("ollama", "/", "Ollama is running")]
    public async Task It_answers_like_the_server_that_was_asked_for_until_a_signal_ends_it(string dialect, string path, string sign)
    {
        await using var process = AgentProcess.Spawn(["demo", "--serve", "--dialect", dialect]);
        var address = await Wait.ForAsync(
            "the model server listening",
            () => Task.FromResult(process.HasExited ? throw new InvalidOperationException(process.Output) : Listening().Match(process.Output) is { Success: true } match ? match : null),
            () => process.Output);
        using var client = new HttpClient { BaseAddress = new Uri(address.Groups[1].Value) };

        Assert.Contains(sign, await client.GetStringAsync(path), StringComparison.Ordinal);
        using var faults = await client.PutAsJsonAsync("/demo/faults", new Dictionary<string, bool> { ["hang"] = true });
        Assert.True((await faults.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("hang").GetBoolean());
        await process.SignalAsync("TERM");
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }

    [GeneratedRegex(@"at (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();
}
