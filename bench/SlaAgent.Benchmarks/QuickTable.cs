using System.Diagnostics;
using System.Globalization;

namespace SlaAgent.Benchmarks;

/// <summary>Every figure in about a minute, as the rows of the table in docs/performance.md. Of each, the median of several rounds.</summary>
internal static class QuickTable
{
    private const int Rounds = 5;
    private const int Probes = 20_000;

    public static async Task PrintAsync(TextWriter output)
    {
        output.WriteLine("| What | Measured | Aim |\n| --- | --- | --- |");
        PrintJudge(output);
        PrintMetricsPage(output);
        using var server = new ModelServerProcess();
        using (var plain = ProbeSubject.Plain(server.Address))
        {
            await PrintProbeAsync(output, "HTTP probe with a checked JSON answer", plain, "< 150 µs");
        }

        using (var streamed = ProbeSubject.Streamed(server.Address))
        {
            await PrintProbeAsync(output, $"Streamed probe of {ModelServer.Chunks} chunks", streamed, "");
        }

        await PrintScrapeAsync(output, server.Address);
    }

    private static void PrintJudge(TextWriter output)
    {
        const int turns = 4000;
        var judge = new FullJudge();
        var (changed, unchanged, observe) = (new double[Rounds], new double[Rounds], new double[Rounds]);
        for (var round = -1; round < Rounds; round++)
        {
            var (inChanged, inUnchanged, inObserve) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
            for (var turn = 0; turn < turns; turn++)
            {
                judge.ObserveAll();
                judge.Drain();
                inChanged += Time(() => judge.Evaluate());
                judge.Wait();
                inUnchanged += Time(() => judge.Evaluate());
                var result = judge.NextResult();
                inObserve += Time(() =>
                {
                    for (var i = 0; i < 100; i++)
                    {
                        judge.Observe(result);
                    }
                });
            }

            if (round >= 0)
            {
                (changed[round], unchanged[round], observe[round]) = (Micros(inChanged, turns), Micros(inUnchanged, turns), Micros(inObserve, turns * 100));
            }
        }

        Print(output, $"Evaluation of {judge.Objectives} objectives, every one with a new result", Median(changed), "µs", "< 100 µs");
        Print(output, $"Evaluation of {judge.Objectives} objectives, nothing new", Median(unchanged), "µs", "");
        Print(output, "Observing one result (two objectives)", Median(observe), "µs", "");
    }

    private static void PrintMetricsPage(TextWriter output)
    {
        const int readings = 20;
        var page = new MetricsPage();
        var (parse, read) = (new double[Rounds], new double[Rounds]);
        long allocated = 0;
        for (var round = -1; round < Rounds; round++)
        {
            var parsing = Time(() => Repeat(readings, () => page.Parse()));
            var before = GC.GetAllocatedBytesForCurrentThread();
            var reading = Time(() => Repeat(readings, () => page.Read()));
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / readings;
            if (round >= 0)
            {
                (parse[round], read[round]) = (Micros(parsing, readings) / 1000, Micros(reading, readings) / 1000);
            }
        }

        var size = string.Create(CultureInfo.InvariantCulture, $"vLLM page of {page.Bytes / 1e6:0.0} MB, {page.Samples} samples");
        Print(output, $"Parsing a {size}", Median(parse), "ms", "< 25 ms");
        Print(output, "Reading it for traffic: the same, its series looked up and compared", Median(read), "ms", "");
        Print(output, "Allocated by that reading", allocated / 1024.0, "KiB", "not in proportion to the page");
    }

    private static void Repeat(int times, Action work)
    {
        for (var i = 0; i < times; i++)
        {
            work();
        }
    }

    private static async Task PrintProbeAsync(TextWriter output, string name, ProbeSubject subject, string aim)
    {
        var (wall, cpu) = await MeasureAsync(subject.SendAsync, Probes / 4, Probes / Rounds);
        Print(output, name + ": the agent's own CPU", cpu, "µs", aim);
        Print(output, name + ": start to end, server included", wall, "µs", "");
    }

    private static async Task PrintScrapeAsync(TextWriter output, Uri server)
    {
        await using var agent = await ScrapeSubject.StartAsync(server);
        var bytes = await agent.ScrapeAsync();
        var (wall, cpu) = await MeasureAsync(agent.ScrapeAsync, 100, 100);
        Print(output, string.Create(CultureInfo.InvariantCulture, $"Scrape of 100 probes and 100 objectives ({bytes / 1024} KiB)"), wall / 1000, "ms", "");
        Print(output, "Scrape: CPU, client included", cpu / 1000, "ms", "");
    }

    /// <summary>Microseconds for each call, on the clock and of this process's CPU.</summary>
    private static async Task<(double Wall, double Cpu)> MeasureAsync<T>(Func<Task<T>> call, int warmUp, int calls)
    {
        for (var i = 0; i < warmUp; i++)
        {
            await call();
        }

        var (walls, cpus) = (new double[Rounds], new double[Rounds]);
        for (var round = 0; round < Rounds; round++)
        {
            var cpuBefore = Environment.CpuUsage.TotalTime;
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < calls; i++)
            {
                await call();
            }

            walls[round] = Micros(watch.Elapsed, calls);
            cpus[round] = Micros(Environment.CpuUsage.TotalTime - cpuBefore, calls);
        }

        return (Median(walls), Median(cpus));
    }

    private static TimeSpan Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    private static double Micros(TimeSpan time, int times) => time.TotalMicroseconds / times;

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static void Print(TextWriter output, string what, double value, string unit, string aim) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {value:0.##} {unit} | {aim} |"));
}
