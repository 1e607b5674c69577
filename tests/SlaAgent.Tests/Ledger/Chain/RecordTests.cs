using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;
using SlaAgent.Tests.Probing;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger.Chain;

public sealed class RecordTests
{
    private static readonly TimeSpan Minutes15 = TimeSpan.FromMinutes(15);

    [Fact]
    public async Task What_is_put_on_the_record_is_read_from_it_in_order_and_after_a_restart()
    {
        using var folder = new LedgerFolder();
        await RecordFolder.WriteAsync(folder, items: [.. EvidenceSamples.All.Take(5)]);
        await RecordFolder.WriteAsync(folder, items: [.. EvidenceSamples.All.Skip(5)]);
        var record = LedgerReader.Read(folder.Path);
        Assert.Equal(EvidenceSamples.All, record.Entries.Skip(1).Select(entry => entry.Evidence));
        Assert.Equal(Enumerable.Range(1, EvidenceSamples.All.Count + 1).Select(number => (long)number), record.Entries.Select(entry => entry.Number));
        Assert.True(record.Findings.IsSound, string.Join('\n', record.Findings.Faults));
        Assert.Equal((record.Entries[^1].Number, record.Entries[^1].Hash, false), (record.Head.Number, record.Head.Hash, record.Head.IsSigned));
        var first = Assert.IsType<EvidenceItem.Pruned>(record.Entries[0].Evidence);
        Assert.Contains("what was counted before is not on it", first.Because, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_running_agent_says_how_far_its_record_goes()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open(new FakeTimeProvider(Morning));
        Assert.Equal((0L, HashChain.Beginning), (ledger.Head!.Number, ledger.Head.Hash));
        ledger.Enqueue(new() { Evidence = [EvidenceSamples.Terms("a"), EvidenceSamples.Terms("b")] });
        Assert.True(await ledger.FlushAsync());
        Assert.Equal(LedgerReader.Read(folder.Path).Head, ledger.Head);
        Assert.Equal(3, ledger.Head.Entries);
    }

    [Fact]
    public async Task An_hour_goes_on_the_record_once_it_has_settled_and_is_open_to_readers_before()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using var ledger = folder.Open(time, folder.Options with { CommitInterval = TimeSpan.FromMinutes(1) });
        for (var i = 0; i < 360; i++)
        {
            ledger.Enqueue(new() { Slots = [Slot("a", Morning.AddSeconds(10 * i), 2, 1) with { Reasons = "http_5xx 1" }, Slot("a/slice", Morning.AddSeconds(10 * i), 1)] });
        }

        Assert.True(await ledger.FlushAsync());
        var open = Assert.Single(LedgerReader.Read(folder.Path).OpenHours);
        AssertHour(open, 720, 360);

        time.Advance(TimeSpan.FromHours(1) + Minutes15 - TimeSpan.FromMinutes(1));
        Assert.True(await ledger.FlushAsync());
        Assert.Empty(LedgerReader.Read(folder.Path).Entries);
        await AdvanceUntilAsync(time, () => LedgerReader.Read(folder.Path).OpenHours.Count == 0);
        AssertHour(Assert.IsType<EvidenceItem.HourClosed>(LedgerReader.Read(folder.Path).Entries[^1].Evidence), 720, 360);
    }

    [Fact]
    public async Task What_comes_late_is_another_part_of_its_hour_and_settles_anew()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning.AddHours(3));
        using var ledger = folder.Open(time, folder.Options with { CommitInterval = TimeSpan.FromMinutes(1) });
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 5)] });
        Assert.True(await ledger.FlushAsync());
        await AdvanceUntilAsync(time, () => LedgerReader.Read(folder.Path).Entries.Count == 2);
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 7)] });
        Assert.True(await ledger.FlushAsync());
        Assert.Single(LedgerReader.Read(folder.Path).OpenHours);
        await AdvanceUntilAsync(time, () => LedgerReader.Read(folder.Path).Entries.Count == 3);
        var record = LedgerReader.Read(folder.Path);
        Assert.Equal([5, 7], record.Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.HourClosed>().Select(hour => hour.Series.Single().Good));
        Assert.True(record.Entries[2].At - record.Entries[1].At >= Minutes15);
    }

    [Fact]
    public async Task Reasons_stay_with_their_slots_when_those_become_coarser()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using (var ledger = folder.Open(time))
        {
            ledger.Enqueue(new() { Slots = [Slot("a", Morning, 0, 1) with { Reasons = "stalled 1" }, Slot("a", Morning, 0, 2) with { Reasons = "http_5xx 2" }, Slot("a", Morning.AddSeconds(10), 3)] });
            Assert.True(await ledger.FlushAsync());
            Assert.Equal(["http_5xx 2,stalled 1", ""], ledger.Load().Slots["a"].Select(slot => slot.Reasons));
            time.Advance(TimeSpan.FromHours(4));
            await Eventually.True(() => ledger.Load().Slots["a"].Count == 1, "a minute");
        }

        using var again = folder.Open(time);
        Assert.Equal("http_5xx 2,stalled 1", Assert.Single(again.Load().Slots["a"]).Reasons);
    }

    [Fact]
    public async Task Old_entries_are_given_up_and_what_still_holds_of_them_is_said_again()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using var ledger = folder.Open(time, folder.Options with { CommitInterval = TimeSpan.FromMinutes(1), Keep = TimeSpan.FromDays(30) });
        ledger.Enqueue(new() { Evidence = [EvidenceSamples.Terms("ended"), EvidenceSamples.Terms("kept"), new EvidenceItem.TermsEnded("ended")] });
        Assert.True(await ledger.FlushAsync());
        time.Advance(TimeSpan.FromDays(20));
        ledger.Enqueue(new() { Evidence = [EvidenceSamples.Hour(Morning.AddDays(20), 1)] });
        Assert.True(await ledger.FlushAsync());
        time.Advance(TimeSpan.FromDays(12));
        await AdvanceUntilAsync(time, () => LedgerReader.Read(folder.Path).Head.FirstKept == 5);
        var record = LedgerReader.Read(folder.Path);
        Assert.True(record.Findings.IsSound, string.Join('\n', record.Findings.Faults));
        var gone = Assert.Single(record.Findings.Breaks);
        Assert.Equal((5L, 4L, "older than 30 days"), (gone.FirstKept, gone.Missing, gone.Because));
        Assert.Equal([EvidenceSamples.Hour(Morning.AddDays(20), 1), EvidenceSamples.Terms("kept")], record.Entries.Select(entry => entry.Evidence).Take(2));
        Assert.Equal(3, record.Entries.Count);
    }

    [Fact]
    public async Task What_the_record_lost_while_the_disk_was_away_is_on_the_record()
    {
        using var folder = new LedgerFolder();
        await File.WriteAllTextAsync(folder.Path, "in the way", TestContext.Current.CancellationToken);
        using var ledger = folder.Open();
        Assert.True(ledger.Degraded);
        for (var i = 0; i < PendingEvidence.Most + 7; i++)
        {
            ledger.Enqueue(new() { Evidence = [EvidenceSamples.Hour(Morning.AddHours(i), i)] });
        }

        Assert.False(await ledger.FlushAsync());
        File.Delete(folder.Path);
        Assert.True(await ledger.FlushAsync());
        var record = LedgerReader.Read(folder.Path);
        Assert.True(record.Findings.IsSound);
        Assert.Equal(Enumerable.Range(7, PendingEvidence.Most).Select(i => (long)i), record.Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.HourClosed>().Select(hour => hour.Series[0].Good));
        Assert.Contains("7 things never came on the record", Assert.IsType<EvidenceItem.Pruned>(record.Entries[^1].Evidence).Because, StringComparison.Ordinal);
        Assert.Equal(7, ledger.Dropped);
    }

    [Fact]
    public async Task A_record_that_has_no_room_gives_up_its_oldest_entries_and_says_so()
    {
        using var folder = new LedgerFolder();
        var log = new RecordedLog();
        using var ledger = folder.Open(new FakeTimeProvider(Morning), folder.Options with { LimitBytes = 1024 * 1024 }, log);
        const int entries = 4000;
        for (var i = 0; i < entries; i += 100)
        {
            ledger.Enqueue(new() { Evidence = [.. Enumerable.Range(i, 100).Select(number => EvidenceSamples.Hour(Morning.AddHours(number), number))], Slots = [Slot("a", Morning.AddHours(i), 1)] });
            Assert.True(await ledger.FlushAsync());
        }

        var record = LedgerReader.Read(folder.Path);
        Assert.True(record.Findings.IsSound, string.Join("; ", record.Findings.Faults));
        Assert.InRange(record.Head.FirstKept, 2, entries);
        Assert.Equal(entries - 1, record.Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.HourClosed>().Last().Series[0].Good);
        Assert.Equal("there was no room for them under stateLimit", Assert.Single(record.Findings.Breaks).Because);
        Assert.Contains(log.Entries, entry => entry.Contains("entries of the record were given up", StringComparison.Ordinal));
        Assert.Equal(40, ledger.Load().Slots["a"].Count);
        Assert.InRange(new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length), 1, 1024 * 1024);
    }

    private static void AssertHour(EvidenceItem.HourClosed hour, long good, long bad)
    {
        Assert.Equal(Morning, hour.From);
        var series = Assert.Single(hour.Series);
        Assert.Equal(("a", good, bad, TimeSpan.FromHours(1)), (series.Series, series.Good, series.Bad, series.Covered));
        Assert.Equal([new ReasonCount("http_5xx", bad)], series.Reasons);
        Assert.Equal(Counts(good), Convert.FromBase64String(series.Latencies!));
    }

    private static async Task AdvanceUntilAsync(FakeTimeProvider time, Func<bool> condition) => await Eventually.True(
        () =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return condition();
        },
        "the record goes on");
}
