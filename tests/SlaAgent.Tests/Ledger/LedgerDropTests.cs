using Microsoft.Extensions.Time.Testing;
using SlaAgent.Ledger;
using SlaAgent.Tests.Probing;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>What there is no room for is counted, and said once in a while.</summary>
public sealed class LedgerDropTests
{
    private const int Hours = PendingBatch.MaxSlots + 500;

    [Fact]
    public async Task What_memory_cannot_keep_while_the_disk_takes_nothing_is_counted_and_said_once()
    {
        using var folder = new LedgerFolder();
        await File.WriteAllTextAsync(folder.Path, "in the way of the folder", TestContext.Current.CancellationToken);
        var (log, time) = (new RecordedLog(), new FakeTimeProvider(Morning));
        using var ledger = folder.Open(time, log: log);
        Assert.Equal(0, ledger.Dropped);
        ledger.Enqueue(new() { Slots = [.. Enumerable.Range(0, Hours).Select(HourOf)] });
        await ledger.FlushAsync();
        Assert.Equal(500, ledger.Dropped);
        ledger.Enqueue(new() { Slots = [.. Enumerable.Range(Hours, 10).Select(HourOf)] });
        await ledger.FlushAsync();
        Assert.Equal(510, ledger.Dropped);
        Assert.Equal(1, Said(log));
        Assert.Contains(log.Entries, entry => entry.Contains("500 records", StringComparison.Ordinal));

        time.Advance(TimeSpan.FromMinutes(11));
        await ledger.FlushAsync();
        Assert.Contains(log.Entries, entry => entry.StartsWith("10 records", StringComparison.Ordinal));
        Assert.Equal(2, Said(log));

        File.Delete(folder.Path);
        Assert.True(await ledger.FlushAsync());
        Assert.Equal(Hours + 10 - 510, ledger.Load().Slots.Count);
        Assert.Equal(510, ledger.Dropped);
    }

    [Fact]
    public void Ended_incidents_are_bounded_and_open_ones_and_those_nobody_was_told_of_are_never_given_up()
    {
        var pending = new PendingBatch(MergeCounts);
        pending.Add(new LedgerBatch { Incidents = [.. Enumerable.Range(0, PendingBatch.MaxClosedIncidents + 50).Select(i => Incident("told" + i, Morning.AddSeconds(i)))] });
        Assert.Equal(0, pending.TakeDropped());
        foreach (var (incident, _) in pending.Incidents.Values.ToList())
        {
            pending.Incidents[incident.Id] = (incident, true);
        }

        pending.Add(new LedgerBatch { Deliveries = [new(new("oncall", "", "told3")), new(new("oncall", "", "told99"))] });
        pending.Add(new LedgerBatch { Incidents = [Incident("open"), Incident("untold", Morning.AddSeconds(-1))] });
        Assert.Equal(50, pending.TakeDropped());
        Assert.Equal(PendingBatch.MaxClosedIncidents + 2, pending.Incidents.Count);
        Assert.DoesNotContain("told49", pending.Incidents.Keys);
        Assert.Contains("told50", pending.Incidents.Keys);
        Assert.Contains("untold", pending.Incidents.Keys);
        Assert.Equal("told99", Assert.Single(pending.Deliveries.Keys).Incident);
    }

    [Fact]
    public async Task Counts_that_the_limit_has_no_room_for_are_counted_too()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open(options: folder.Options with { LimitBytes = 512 * 1024 });
        const int slots = 20_000;
        for (var first = 0; first < slots; first += 1000)
        {
            ledger.Enqueue(new() { Slots = [.. Enumerable.Range(first, 1000).Select(i => Slot("series " + (i / 50), Morning.AddHours(i), 1, length: TimeSpan.FromHours(1)))] });
            await ledger.FlushAsync();
        }

        Assert.True(await ledger.FlushAsync());
        Assert.True(ledger.Dropped > 0);
        Assert.Equal(slots, ledger.Dropped + ledger.Load().Slots.Values.Sum(series => series.Count));
    }

    private static SlaAgent.Core.Windows.SlotRecord HourOf(int i) => Slot("series " + i, Morning.AddHours(i % 1000), 1, length: TimeSpan.FromHours(1));

    private static int Said(RecordedLog log) => log.Entries.Count(entry => entry.Contains("were given up", StringComparison.Ordinal));
}
