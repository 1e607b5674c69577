using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Reports;

namespace SlaAgent.Benchmarks;

/// <summary>How long reports take: of an agreement with ten objectives, from a state folder with 13 months of one probe a second each.</summary>
internal static class ReportTiming
{
    private const string Agreement = "gold";
    private const int Objectives = 10;

    private static readonly DateTimeOffset Begin = new(2025, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes the folder and measures.</summary>
    public static async Task PrintAsync(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("slaagent-report-").FullName;
        try
        {
            await FillAsync(folder);
            var bytes = new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Objectives} objectives, {(End - Begin).TotalDays:0} days, {bytes / 1048576.0:0.0} MiB of state"));
            foreach (var period in (string[])["2026-10", "2026-10", "2026-10", "2026-Q3", "2026"])
            {
                Measure(folder, period, output);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string folder, string period, TextWriter output)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (started, before, busy) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(), process.TotalProcessorTime);
        var (report, zone) = ReportStudy.Make(new(Agreement, End.AddDays(2)) { Period = period }, folder);
        var made = Stopwatch.GetElapsedTime(started);
        var size = ReportFormat.Names.Select(format => (Format: format, ReportFormat.Write(report, zone, format, isExecutive: false).Length)).ToList();
        var all = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{period}: read, checked and reckoned in {made.TotalMilliseconds:0} ms, written in {(all - made).TotalMilliseconds:0} ms as {string.Join(", ", size.Select(s => $"{s.Format} {s.Length / 1024} KiB"))}; {(GC.GetTotalAllocatedBytes() - before) / 1048576.0:0} MiB allocated, {(process.TotalProcessorTime - busy).TotalMilliseconds:0} ms of processor time"));
    }

    private static async Task FillAsync(string folder)
    {
        var clock = new PastClock { Now = Begin };
        using var ledger = StateLedger.Open(new() { Folder = folder, MergeLatencies = SlotLatencies.Merge, LimitBytes = 1L << 30, Keep = TimeSpan.FromDays(800) }, clock, NullLogger.Instance);
        ledger.Enqueue(new() { Evidence = [new EvidenceItem.TermsAgreed(Terms())] });
        var random = new Random(7);
        for (var hour = Begin; hour < End; hour = hour.AddHours(1))
        {
            ledger.Enqueue(new() { Evidence = [new EvidenceItem.HourClosed(hour, [.. Enumerable.Range(0, Objectives).Select(i => Hour(i, random))])] });
            if (hour.Hour == 23)
            {
                clock.Now = hour.AddHours(1);
                await ledger.FlushAsync();
            }
        }
    }

    private static AgreementTerms Terms() => new()
    {
        Name = Agreement, Service = "chat", Audience = Audience.Internal, Scope = AgreementScope.Service, Window = TimeSpan.FromDays(30), Calendar = CalendarUnit.Month, TimeZone = "UTC",
        Objectives =
        [
            .. Enumerable.Range(0, Objectives).Select(i => new ObjectiveTerms
            {
                Name = $"latency-{i}", Indicator = "latency", Unit = "probes", Series = $"{Agreement}/{i}", Target = 0.99m, Percentile = 0.99m, Threshold = TimeSpan.FromMilliseconds(400), MinimumSamples = 100, Method = ["99% of probes within 400ms."],
            }),
        ],
    };

    private static SeriesHour Hour(int objective, Random random)
    {
        var histogram = new LatencyHistogram();
        var bad = random.Next(0, 40);
        for (var i = 0; i < 3600 - bad; i++)
        {
            histogram.Add(TimeSpan.FromSeconds(0.05 + (0.1 * -Math.Log(1 - random.NextDouble()) * (1 + (objective / 10.0)))));
        }

        histogram.AddInfinite(bad);
        return new()
        {
            Series = $"{Agreement}/{objective}", Good = 3600 - bad, Bad = bad, Covered = TimeSpan.FromHours(1), Waived = TimeSpan.Zero, Reasons = bad > 0 ? [new("http_5xx", bad)] : [],
            Latencies = Convert.ToBase64String(LatencyHistogramCodec.Write(histogram)),
        };
    }
}
