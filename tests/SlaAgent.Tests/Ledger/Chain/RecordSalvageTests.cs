using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Evidence;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger.Chain;

/// <summary>What a damaged ledger leaves of its record goes on under its own numbers and hashes, and what is lost of it is on the record.</summary>
public sealed class RecordSalvageTests
{
    private const int Entries = 400;

    [Fact]
    public async Task A_destroyed_page_costs_entries_and_the_record_says_which()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var before = LedgerReader.Read(folder.Path);
        var (pages, carried, found) = (whole.Length / LedgerBudget.PageSize, 0, 0);
        for (var page = 1; page < pages; page += 5)
        {
            var damaged = whole.ToArray();
            Array.Fill(damaged, (byte)0xA5, page * LedgerBudget.PageSize, LedgerBudget.PageSize);
            Put(folder, damaged);
            using (var ledger = folder.Open(new FakeTimeProvider(Morning)))
            {
                ledger.Enqueue(new() { Evidence = [EvidenceSamples.Terms("new")] });
                Assert.True(await ledger.FlushAsync(), $"page {page}");
                found += (int)ledger.SetAside;
            }

            var after = LedgerReader.Read(folder.Path);
            Assert.True(after.Findings.IsSound, $"page {page}: {string.Join("; ", after.Findings.Faults)}");
            var kept = after.Entries.Where(entry => entry.Number <= before.Head.Number).ToList();
            Assert.All(kept, entry => Assert.Equal(before.Entries[(int)entry.Number - 1].Hash, entry.Hash));
            Assert.Equal(EvidenceSamples.Terms("new"), after.Entries[^1].Evidence);
            Assert.True(kept.Count == before.Entries.Count || after.Findings.Breaks.Count > 0, $"page {page}");
            carried += kept.Count > Entries * 0.9 ? 1 : 0;
        }

        Assert.True(found > pages / 6, $"{found} of {pages / 5}");
        Assert.True(carried > pages / 5 * 0.8, $"{carried} of {pages / 5}");
    }

    [Fact]
    public async Task A_destroyed_first_page_costs_the_record_nothing_and_is_on_it()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var before = LedgerReader.Read(folder.Path);
        Put(folder, [.. Enumerable.Repeat((byte)0xA5, LedgerBudget.PageSize), .. whole[LedgerBudget.PageSize..]]);
        using (folder.Open(new FakeTimeProvider(Morning)))
        {
            var after = LedgerReader.Read(folder.Path);
            Assert.True(after.Findings is { IsSound: true, Breaks.Count: 0 }, string.Join("; ", after.Findings.Faults));
            Assert.Equal(before.Entries, after.Entries.SkipLast(1));
            Assert.Equal(before.OpenHours, after.OpenHours);
            Assert.Contains("the ledger was damaged", Assert.IsType<EvidenceItem.Pruned>(after.Entries[^1].Evidence).Because, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_carried_over_the_new_record_begins_with_that()
    {
        using var folder = new LedgerFolder();
        await WriteAsync(folder);
        Put(folder, [.. Enumerable.Repeat((byte)'x', 9000)]);
        using (folder.Open(new FakeTimeProvider(Morning)))
        {
            var record = LedgerReader.Read(folder.Path);
            Assert.True(record.Findings.IsSound);
            Assert.Contains("of a record could be carried over", Assert.IsType<EvidenceItem.Pruned>(Assert.Single(record.Entries).Evidence).Because, StringComparison.Ordinal);
        }
    }

    private static async Task<byte[]> WriteAsync(LedgerFolder folder)
    {
        using (var ledger = folder.Open(new FakeTimeProvider(Morning)))
        {
            ledger.Enqueue(new() { Evidence = [.. Enumerable.Range(0, Entries - 1).Select(i => i % 10 == 0 ? (EvidenceItem)EvidenceSamples.Terms("terms " + i) : EvidenceSamples.Hour(Morning.AddHours(i), i))] });
            ledger.Enqueue(new() { Slots = [Slot("a", Morning, 3), Slot("b", Morning, 4)] });
            Assert.True(await ledger.FlushAsync());
        }

        return await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
    }

    private static void Put(LedgerFolder folder, byte[] content)
    {
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Delete(file);
        }

        File.WriteAllBytes(folder.Database, content);
    }
}
