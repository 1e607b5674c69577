using System.Diagnostics;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger.Chain;

/// <summary>What thirteen months of ten objectives weigh, each a latency with a probe a second.</summary>
public sealed class RecordSizeTests
{
    private const int Days = 396;
    private const int Objectives = 10;
    private const long MostBytes = 200_000_000;

    [Fact]
    public void Thirteen_months_of_ten_objectives_take_less_than_200_MB()
    {
        using var folder = new LedgerFolder();
        Directory.CreateDirectory(folder.Path);
        using var key = new SigningKey(folder);
        var options = new LedgerOptions { Folder = folder.Path, LimitBytes = MostBytes, MergeLatencies = SlotLatencies.Merge, SigningKeyFile = key.Private };
        var shapes = Enumerable.Range(0, 50).Select(LatenciesOfAnHour).ToList();
        var watch = Stopwatch.StartNew();
        using (var signer = new EntrySigner(key.Private, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance))
        using (var database = LedgerDatabase.Open(folder.Database, new LedgerBudget(options.LimitBytes), options, signer))
        {
            for (var day = 0; day < Days; day++)
            {
                WriteDay(database, options, Morning.AddDays(day), shapes, day);
            }

            database.Checkpoint();
        }

        var bytes = new LedgerFiles(folder.Path).DatabaseBytes;
        var written = watch.Elapsed;
        watch.Restart();
        var record = LedgerReader.Read(folder.Path);
        TestContext.Current.SendDiagnosticMessage("{0} entries, {1:0.0} MB, written in {2:0.0} s, read and verified in {3:0.0} s", record.Head.Entries, bytes / 1e6, written.TotalSeconds, watch.Elapsed.TotalSeconds);
        Assert.True(record.Findings is { IsSound: true, Breaks.Count: 0 }, string.Join("; ", record.Findings.Faults));
        Assert.Equal(record.Head.Entries, record.Findings.Signed);
        Assert.InRange(record.Head.Entries, (Days - 1) * 24, (Days * 24) + 1);
        Assert.InRange(bytes, 1, MostBytes);
    }

    private static void WriteDay(LedgerDatabase database, LedgerOptions options, DateTimeOffset day, List<byte[]> shapes, int seed)
    {
        var batch = new PendingBatch(options.MergeLatencies);
        var slots = Enumerable.Range(0, 24).SelectMany(hour => Enumerable.Range(0, Objectives).Select(objective => SlotOf(day.AddHours(hour), objective, shapes[(seed + (hour * Objectives) + objective) % shapes.Count]))).ToList();
        var now = day.AddDays(1).AddMinutes(15);
        database.Commit(batch, slots, "", now.AddMinutes(-15));
        while (database.SealHour(now))
        {
            // All that is over.
        }

        while (database.Compact(now))
        {
            // As the agent does every ten seconds.
        }
    }

    private static SlotRecord SlotOf(DateTimeOffset start, int objective, byte[] latencies) =>
        new($"model-{objective}-external/latency-p95/probes.total/0f3a9c21", start, TimeSpan.FromHours(1), 3_590, 10, TimeSpan.FromHours(1), TimeSpan.Zero, latencies) { Reasons = "http_5xx 3,timeout_total 1,too_slow 6" };

    /// <summary>Log-normal, as latencies are: half under 200 ms, one in twenty over half a second; in the form in which a histogram of a hundredth's accuracy is written.</summary>
    private static byte[] LatenciesOfAnHour(int seed)
    {
        var random = new Random(seed);
        var counts = new SortedDictionary<int, int>();
        for (var probe = 0; probe < 3590; probe++)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var bucket = (int)Math.Ceiling(Math.Log(0.2 * Math.Exp(0.6 * normal) / 10e-6) / Math.Log(1.01 / 0.99));
            counts[bucket] = counts.GetValueOrDefault(bucket) + 1;
        }

        var (bytes, previous) = (new List<byte> { 1, 10 }, 0);
        Put(bytes, counts.Count);
        foreach (var (bucket, count) in counts)
        {
            Put(bytes, bucket - previous);
            Put(bytes, count);
            previous = bucket;
        }

        return [.. bytes];
    }

    private static void Put(List<byte> bytes, int value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
    }
}
