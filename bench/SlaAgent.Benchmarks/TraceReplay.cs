using System.Globalization;
using SlaAgent.Configuration;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Serving;
using SlaAgent.Hosting;

namespace SlaAgent.Benchmarks;

/// <summary>Replays recorded arrivals against the demo's model server in this process, and puts what the agent measured beside what the server did.</summary>
internal static class TraceReplay
{
    private static readonly double[] s_bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    /// <param name="trace">The file of arrivals.</param>
    /// <param name="speed">How many times faster than recorded.</param>
    /// <param name="output">Where the table goes.</param>
    public static async Task PrintAsync(string trace, double speed, TextWriter output)
    {
        var options = new DemoServerOptions { Dialect = Dialect.Vllm, FirstTokenDelay = TimeSpan.FromMilliseconds(5), TokenInterval = TimeSpan.Zero, MaxConnections = 2048 };
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: options);
        var plan = LoadFile.Plan(server.Address, string.Create(
            CultureInfo.InvariantCulture,
            $"arrivals: trace, trace: \"{Path.GetFullPath(trace)}\", speed: {speed}, duration: 2h, maxInFlight: 1024, inference: {{ prompt: \"Tell me of the sea.\", stream: true }}"));
        var clock = new AgentClock(TimeProvider.System);
        var run = plan.NewRun(clock.Now, clock, out var problem) ?? throw new InvalidOperationException(problem);
        var result = await run.RunAsync(CancellationToken.None);
        var served = server.Requests.Read();
        output.WriteLine("| What | The agent | The server |\n| --- | --- | --- |");
        Row(output, "Requests", result.Succeeded, served.Count(r => r.Outcome is ServedOutcome.Completed or ServedOutcome.CutShort));
        Row(output, "Requests a second", result.AchievedRate, served.Length / Seconds(served));
        Row(output, "Output tokens", result.OutputTokens ?? 0, served.Sum(r => (long)r.OutputTokens));
        foreach (var (name, q, seconds) in new[] { ("p50", 0.5, result.Latency.P50), ("p90", 0.9, result.Latency.P90), ("p95", 0.95, result.Latency.P95), ("p99", 0.99, result.Latency.P99) })
        {
            var theirs = Quantile([.. served.Select(r => r.Duration.TotalSeconds)], q);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Latency {name} (bucket) | {seconds * 1000:0.00} ms ({Bucket(seconds ?? double.NaN)}) | {theirs * 1000:0.00} ms ({Bucket(theirs)}) |"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Generator lag p50, p99 | {result.Lag.P50 * 1000:0.000} ms, {result.Lag.P99 * 1000:0.000} ms | |"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Arrivals against the trace, median difference | | {ArrivalError(served, trace, speed) * 1000:0.000} ms |"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| Scheduled, failed, not sent, not measured | {result.Scheduled}, {result.Failed}, {result.NotSent}, {result.NotMeasured} | |"));
    }

    // Only differences of the server's times mean anything here, so the run's start is where it fits best: at the median.
    private static double ArrivalError(IReadOnlyCollection<ServedRequest> served, string trace, double speed)
    {
        var intended = ArrivalTraceFile.Read(trace, out _);
        var arrived = served.Select(r => r.Arrived).Order().ToArray();
        var offsets = arrived.Zip(intended, (a, i) => TimeProvider.System.GetElapsedTime(arrived[0], a).TotalSeconds - (i.At.TotalSeconds / speed)).ToArray();
        var start = Quantile([.. offsets], 0.5);
        return Quantile([.. offsets.Select(offset => Math.Abs(offset - start))], 0.5);
    }

    private static double Seconds(IReadOnlyCollection<ServedRequest> served)
    {
        var first = served.Min(r => r.Arrived);
        return served.Max(r => TimeProvider.System.GetElapsedTime(first, r.Arrived).TotalSeconds + r.Duration.TotalSeconds);
    }

    private static double Quantile(double[] values, double q)
    {
        Array.Sort(values);
        return values[Math.Max(0, (int)Math.Ceiling(q * values.Length) - 1)];
    }

    private static string Bucket(double seconds) => s_bounds.FirstOrDefault(bound => seconds <= bound, double.PositiveInfinity) is var bound && double.IsInfinity(bound)
        ? "more"
        : string.Create(CultureInfo.InvariantCulture, $"≤ {bound * 1000:0.#} ms");

    private static void Row(TextWriter output, string name, double ours, double theirs) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {ours:0.##} | {theirs:0.##} |"));
}
