using System.Diagnostics;
using System.Globalization;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.Hosting;

namespace SlaAgent.Benchmarks;

/// <summary>Keeps hundreds of streamed requests in flight from one core, and says how late the agent was with them; the server has the other cores.</summary>
internal static class StreamsInFlight
{
    private const int Rate = 220;
    private const int Tokens = 50;
    private static readonly TimeSpan s_tokenInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Serves slow streams until the input ends: the first line of the output is the address.</summary>
    public static async Task ServeAsync()
    {
        var options = new DemoServerOptions { Dialect = Dialect.Vllm, FirstTokenDelay = s_tokenInterval, TokenInterval = s_tokenInterval, MaxConnections = 4096 };
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: options);
        Console.WriteLine(server.Address);
        await Console.In.ReadToEndAsync();
    }

    /// <param name="output">Where the table goes.</param>
    public static async Task PrintAsync(TextWriter output)
    {
        using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [typeof(StreamsInFlight).Assembly.Location, "--serve-streams"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
        if (OperatingSystem.IsLinux() && Environment.ProcessorCount > 1)
        {
            Process.GetCurrentProcess().ProcessorAffinity = 1;
            server.ProcessorAffinity = (nint)(((1L << Environment.ProcessorCount) - 1) & ~1L);
        }

        var plan = LoadFile.Plan(address, $"rate: {Rate}/s, arrivals: constant, duration: 30s, maxInFlight: 1024, inference: {{ prompt: \"Tell me of the sea.\", maxTokens: {Tokens}, stream: true }}");
        var clock = new AgentClock(TimeProvider.System);
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var running = plan.NewRun(clock.Now, clock, out _)!;
        var result = await running.RunAsync(CancellationToken.None);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime - before;
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        Print(output, result, cpu);
    }

    private static void Print(TextWriter output, LoadResult result, TimeSpan cpu)
    {
        // Little's law: as many are in flight as arrive in the time that each takes.
        var inFlight = result.AchievedRate * (result.Latency.P50 ?? double.NaN);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | What | Measured |
            | --- | --- |
            | Streams in flight, about | {inFlight:0} |
            | Requests: good, failed, not sent | {result.Succeeded}, {result.Failed}, {result.NotSent} |
            | Output tokens a second | {result.OutputTokens / result.Duration.TotalSeconds:0} |
            | Generator lag p50, p95, p99 | {result.Lag.P50 * 1000:0.00} ms, {result.Lag.P95 * 1000:0.00} ms, {result.Lag.P99 * 1000:0.00} ms |
            | CPU of the agent's side, of one core | {cpu / result.Duration:P0} |
            """));
    }
}
