using System.Diagnostics;
using SlaAgent.EndToEnd.Otlp;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>What a receiver of OTLP that does not do its part does to the agent: nothing.</summary>
public sealed class OtlpTroubleTests
{
    private static readonly TimeSpan ShutdownPromise = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("down", false)]
    [InlineData("down", true)]
    [InlineData("hangs", false)]
    [InlineData("hangs", true)]
    [InlineData("fails", false)]
    [InlineData("fails", true)]
    public async Task Probing_scraping_and_ending_go_on(string trouble, bool http)
    {
        var answer = trouble switch { "hangs" => OtlpAnswer.Hang, "fails" => OtlpAnswer.Fail, _ => OtlpAnswer.Accept };
        var nobody = trouble == "down" ? new Uri($"http://127.0.0.1:{FreePort.Next()}") : null;
        await using var bench = await OtlpBench.StartAsync(http: http, answer: answer, endpoint: nobody);
        if (nobody is null)
        {
            await bench.Receiver.ForAsync("requests for all three signals", r => r.Tenants.Count == 3 ? r.Tenants : null, () => bench.Agent.Output);
        }

        await bench.Agent.UntilMoreAsync("predict", "success", 20);
        bench.Server.Fails = true;
        await bench.Agent.UntilMetricAsync("sla_breaches_total", v => v == 1, "objective=\"availability\"");
        Assert.Equal(0, await bench.Agent.ResultsAsync("predict", "agent_error"));

        var asked = Stopwatch.GetTimestamp();
        Assert.Equal(0, await bench.Agent.TerminateAsync());
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, ShutdownPromise);
        Assert.DoesNotContain("Unhandled", bench.Agent.Output, StringComparison.Ordinal);
    }

    /// <summary>The first signal begins an end that waits for the receiver's last answer.</summary>
    [Theory]
    [InlineData("TERM", "TERM", 143)]
    [InlineData("INT", "INT", 130)]
    [InlineData("TERM", "INT", 130)]
    public async Task A_second_signal_ends_it_at_once(string first, string second, int exitCode)
    {
        await using var bench = await OtlpBench.StartAsync(http: true, answer: OtlpAnswer.Hang);
        await bench.Receiver.ForAsync("requests for all three signals", r => r.Tenants.Count == 3 ? r.Tenants : null, () => bench.Agent.Output);

        await bench.Agent.Process.SignalAsync(first);
        await Wait.UntilAsync("the end begun", () => Task.FromResult(bench.Agent.Output.Contains("ending", StringComparison.Ordinal)), () => bench.Agent.Output);
        Assert.Equal(exitCode, await bench.Agent.TerminateAsync(second));
    }
}
