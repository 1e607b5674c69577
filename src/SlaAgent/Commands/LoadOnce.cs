using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Load;

namespace SlaAgent.Commands;

/// <summary>One run of load by hand: <c>slaagent probe --probe NAME</c>, where the probe is one of load.</summary>
internal static class LoadOnce
{
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs, and shows what was found; fine only where every intended arrival was good.</summary>
    public static async Task<int> RunAsync(LoadPlan plan, string format, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var clock = new AgentClock(TimeProvider.System);
        if (plan.NewRun(clock.Now, clock, out var problem) is not { } run)
        {
            await error.WriteLineAsync("slaagent: " + problem);
            return ExitCode.Wrong;
        }

        var running = run.RunAsync(cancellation);
        await ShowProgressAsync(run, running, error);
        var result = await running;
        cancellation.ThrowIfCancellationRequested();
        await output.WriteLineAsync(format == "json"
            ? JsonSerializer.Serialize(LoadReport.Of(result), ProbeReportJson.Default.LoadReport)
            : Table(result).TrimEnd());
        if (result.Void is { } reason)
        {
            await error.WriteLineAsync("slaagent: the run says nothing: " + reason);
            return ExitCode.CouldNot;
        }

        return result.Good == result.Scheduled ? ExitCode.Fine : ExitCode.No;
    }

    private static async Task ShowProgressAsync(LoadRun run, Task running, TextWriter error)
    {
        if (error != Console.Error || Console.IsErrorRedirected)
        {
            return;
        }

        while (await Task.WhenAny(running, Task.Delay(s_progressEvery)) != running)
        {
            await error.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"\r{run.Scheduled} arrivals"));
        }

        await error.WriteAsync("\r                          \r");
    }

    private static string Table(LoadResult result)
    {
        var table = new TextTable($"{result.Service}/{result.Probe}", "");
        table.Add("arrivals", string.Create(CultureInfo.InvariantCulture, $"{result.Scheduled} in {result.Duration.TotalSeconds:0.0}s: {result.Good} good, {result.Succeeded - result.Good} slow, {result.Failed} failed, {result.NotSent} not sent, {result.NotMeasured} not measured"));
        table.Add("offered", PerSecond(result.OfferedRate));
        table.Add("achieved", PerSecond(result.AchievedRate));
        table.Add("goodput", PerSecond(result.GoodRate));
        if (result.OutputTokens is { } tokens)
        {
            table.Add("output tokens", string.Create(CultureInfo.InvariantCulture, $"{tokens}, {tokens / result.Duration.TotalSeconds:0.0}/s"));
        }

        table.Add("latency", Percentiles(result.Latency));
        if (result.TimeToFirstToken is { } first)
        {
            table.Add("first token", Percentiles(first));
        }

        table.Add("generator lag", Percentiles(result.Lag) + (result.IsGeneratorLimited ? "  (too late: the result does not speak of the server alone)" : ""));
        return table.ToString();
    }

    private static string PerSecond(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate:0.00}/s");

    private static string Percentiles(LoadPercentiles values) => $"p50 {Milliseconds(values.P50)}  p90 {Milliseconds(values.P90)}  p95 {Milliseconds(values.P95)}  p99 {Milliseconds(values.P99)}";

    private static string Milliseconds(double? seconds) => seconds is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known * 1000:0.0}ms") : "failed";
}
