using System.Globalization;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Samples;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Tests.Ledger;

/// <summary>
/// A process of its own writes numbered records into a ledger and notes each one that was acknowledged; it is killed after a random few milliseconds, again
/// and again, over the same ledger. <c>SLAAGENT_KILL_ROUNDS</c> says how often.
/// </summary>
public sealed class LedgerKillTests
{
    private const int DefaultRounds = 200;
    private const int AtOnce = 2;

    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("SLAAGENT_KILL_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : DefaultRounds;

    [Fact]
    public async Task Killed_at_any_moment_it_keeps_what_was_acknowledged()
    {
        var written = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(() => RunAsync(Rounds / AtOnce))));
        Assert.All(written, batches => Assert.True(batches > Rounds / AtOnce, $"{batches} batches"));
        TestContext.Current.SendDiagnosticMessage("{0} kills, {1} batches acknowledged", Rounds / AtOnce * AtOnce, written.Sum());
    }

    private static async Task<long> RunAsync(int rounds)
    {
        using var folder = new LedgerFolder();
        var acknowledged = 0L;
        for (var round = 0; round < rounds; round++)
        {
            using var victim = LedgerVictim.Start(folder.Path);
            var isOpening = round % 5 == 4;
            if (!isOpening)
            {
                Assert.Equal(LedgerVictim.Writing, await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            }

            // One in five while it opens the ledger and writes for the first time, the others while it writes.
            await Task.Delay(Random.Shared.Next(0, isOpening ? 200 : 40), TestContext.Current.CancellationToken);
            Assert.False(victim.HasExited);
            victim.Kill();
            await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
            acknowledged = await AssertKeptAsync(folder, acknowledged, $"round {round}");
        }

        return acknowledged;
    }

    /// <summary>Everything acknowledged is there, once; what was not may be, whole or not at all.</summary>
    private static async Task<long> AssertKeptAsync(LedgerFolder folder, long before, string what)
    {
        var acknowledged = LedgerVictim.Acknowledged(folder.Path);
        Assert.True(acknowledged >= before, what);
        using var ledger = folder.Open();
        var contents = ledger.Load();
        Assert.True(ledger is { SetAside: 0, Degraded: false, Errors: 0 }, what);
        var durable = contents.Facts.TryGetValue(LedgerVictim.Fact, out var last) ? long.Parse(last, CultureInfo.InvariantCulture) : 0;
        Assert.True(durable == acknowledged || durable == acknowledged + 1, $"{what}: {durable} durable of {acknowledged} acknowledged");

        // Each batch adds one to each of the series and leaves one incident open and one ended: all of them together, or none.
        Assert.All(LedgerVictim.Series, series => Assert.Equal(durable, contents.Slots.GetValueOrDefault(series, []).Sum(slot => slot.Good)));
        Assert.Equal(durable == 0 ? [] : [LedgerVictim.Open(durable)], contents.OpenIncidents.Select(incident => incident.Id));
        Assert.Equal(durable == 0 ? [] : [LedgerVictim.Held(durable)], contents.Held.OfType<ProbeResult>().Select(result => result.Detail));
        Assert.Equal(Enumerable.Range(1, (int)durable).TakeLast(50).Select(batch => LedgerVictim.Evaluated(batch)), contents.Evaluations.TakeLast(50));
        Assert.Equal(durable, contents.Evaluations.Count);
        var latencies = contents.Slots.GetValueOrDefault(LedgerVictim.Series[0], []).Sum(slot => BitConverter.ToInt64(slot.Latencies.Span));
        Assert.Equal(durable, latencies);
        AssertOnRecord(folder, durable, what);
        ledger.Enqueue(new() { TakenOver = [.. contents.NotTakenOver] });
        Assert.True(await ledger.FlushAsync(), what);
        LedgerVictim.Acknowledge(folder.Path, durable);
        return durable;
    }

    /// <summary>What each batch put on the record is there once, in order; closed and open hours add up to all that was counted; nothing breaks the chain.</summary>
    private static void AssertOnRecord(LedgerFolder folder, long durable, string what)
    {
        var record = LedgerReader.Read(folder.Path);
        Assert.True(record.Findings is { IsSound: true, Breaks.Count: 0 }, $"{what}: {string.Join("; ", record.Findings.Faults)}");
        var items = record.Entries.Select(entry => entry.Evidence).ToList();
        Assert.Equal(Enumerable.Range(1, (int)durable).Select(number => LedgerVictim.Open(number)), items.OfType<EvidenceItem.TermsEnded>().Select(item => item.Agreement));
        var hours = items.OfType<EvidenceItem.HourClosed>().Concat(record.OpenHours).SelectMany(hour => hour.Series).ToLookup(series => series.Series);
        Assert.All(LedgerVictim.Series, series => Assert.Equal(durable, hours[series].Sum(hour => hour.Good)));
        Assert.All(LedgerVictim.Series, series => Assert.Equal(durable, hours[series].Sum(hour => BitConverter.ToInt64(Convert.FromBase64String(hour.Latencies!)))));
    }
}
