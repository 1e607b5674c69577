using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>Results of drains in the ledger: by service, bounded, and gone in the transaction that counts them.</summary>
public sealed class HeldTests
{
    [Fact]
    public async Task What_a_service_holds_is_let_go_without_what_another_holds()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open();
        ledger.Enqueue(new() { Held = [Held("a", 1), Held("b", 1), Held("a", 2)] });
        Assert.True(await ledger.FlushAsync());
        ledger.Enqueue(new() { Released = ["a"], Held = [Held("a", 3)] });
        Assert.True(await ledger.FlushAsync());
        Assert.Equal([Held("b", 1), Held("a", 3)], ledger.Load().Held);
    }

    [Fact]
    public void What_waits_and_is_let_go_is_never_written()
    {
        var pending = new PendingBatch(MergeCounts);
        pending.Add(new LedgerBatch { Held = [Held("a", 1), Held("b", 1)] });
        pending.Add(new LedgerBatch { Released = ["a"], Held = [Held("a", 2)] });
        Assert.Equal([Held("b", 1), Held("a", 2)], pending.Held);
        Assert.Equal(["a"], pending.Released);
    }

    [Fact]
    public void Counts_of_what_is_let_go_are_in_the_same_transaction()
    {
        var pending = new PendingBatch(MergeCounts);
        pending.Add(new LedgerBatch { Slots = [.. Enumerable.Range(0, 100).Select(i => Slot("s", Morning.AddSeconds(10 * i), 1))] });
        Assert.Equal(10, pending.TakeSlots(10).Count);
        pending.Add(new LedgerBatch { Released = ["a"] });
        Assert.Equal(90, pending.TakeSlots(10).Count);
    }

    [Fact]
    public async Task A_small_limit_keeps_the_youngest_and_says_how_many_went()
    {
        using var folder = new LedgerFolder();
        const long limit = 1024 * 1024;
        var most = new LedgerBudget(limit).HeldRows;
        using var ledger = folder.Open(options: folder.Options with { LimitBytes = limit });
        var last = 0;
        for (var second = 0; second < most + 200; second += 50)
        {
            ledger.Enqueue(new() { Held = [.. Enumerable.Range(second, 50).Select(i => Held("a", i))] });
            Assert.True(await ledger.FlushAsync());
            last = second + 49;
            Assert.InRange(new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length), 1, limit);
        }

        var held = ledger.Load().Held;
        Assert.Equal(most, held.Count);
        Assert.Equal((Held("a", last - most + 1), Held("a", last)), (held[0], held[^1]));
        Assert.False(ledger.Degraded);
    }

    private static ProbeResult Held(string service, int second) => new()
    {
        Service = service, Probe = "p", ScheduledAt = new Instant(Morning.UtcTicks + (second * TimeSpan.TicksPerSecond)), ScheduleDelay = TimeSpan.FromMilliseconds(3),
        Interval = TimeSpan.FromSeconds(1), Outcome = Outcome.Http5xx, Phases = new(default, default, default, default, TimeSpan.FromSeconds(1), default, default),
        Detail = "503 Service Unavailable: the model is being unloaded",
    };
}
