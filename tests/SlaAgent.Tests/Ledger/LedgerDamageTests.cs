using Microsoft.Extensions.Time.Testing;
using SlaAgent.Ledger;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

public sealed class LedgerDamageTests
{
    [Fact]
    public async Task A_file_cut_off_anywhere_never_keeps_the_agent_from_starting()
    {
        using var folder = new LedgerFolder();
        await WriteSomeAsync(folder);
        var whole = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
        int[] lengths = [0, 1, 15, 16, 99, 100, 101, 1000, 4095, 4096, 4097, 8192, whole.Length / 2, whole.Length - 4096, whole.Length - 1];
        foreach (var length in lengths)
        {
            await AssertStartsAsync(folder, whole[..length], $"cut at {length}");
        }
    }

    [Fact]
    public async Task A_file_with_flipped_bits_never_keeps_the_agent_from_starting()
    {
        using var folder = new LedgerFolder();
        await WriteSomeAsync(folder);
        var whole = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
        for (var position = 0; position < whole.Length; position += position < 120 ? 7 : 1571)
        {
            var flipped = whole.ToArray();
            flipped[position] ^= (byte)(1 << (position % 8));
            await AssertStartsAsync(folder, flipped, $"bit flipped at {position}");
        }
    }

    [Fact]
    public async Task A_damaged_file_is_set_aside_and_kept()
    {
        using var folder = new LedgerFolder();
        await WriteSomeAsync(folder);
        await File.WriteAllTextAsync(folder.Database, "no database" + new string('x', 8000), TestContext.Current.CancellationToken);
        using var ledger = folder.Open();
        Assert.Equal(1, ledger.SetAside);
        Assert.False(ledger.Degraded);
        var aside = Assert.Single(Directory.GetFiles(folder.Path, "ledger.db.corrupt-*"));
        Assert.StartsWith("no database", await File.ReadAllTextAsync(aside, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_of_another_version_is_set_aside_and_what_can_be_read_of_it_is_carried_over()
    {
        using var folder = new LedgerFolder();
        await WriteSomeAsync(folder);
        Execute(folder, "PRAGMA user_version = 99");
        using var ledger = folder.Open();
        Assert.Equal(1, ledger.SetAside);
        Assert.Equal(20, ledger.Load().OpenIncidents.Count);
    }

    [Fact]
    public async Task A_file_damaged_while_running_is_replaced_with_what_memory_has()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open(new FakeTimeProvider(Morning));
        ledger.Recall = () => new LedgerBatch { Incidents = [Incident("remembered")] };
        ledger.Enqueue(new() { Slots = [.. Enumerable.Range(0, 12_000).Select(i => Slot("series " + (i % 100), Morning.AddSeconds(i / 100 * 10), 1))] });
        Assert.True(await ledger.FlushAsync());
        Scribble(folder);
        Assert.Equal(["remembered"], ledger.Load().OpenIncidents.Select(incident => incident.Id));
        ledger.Enqueue(new() { Slots = [Slot("after", Morning, 7)], Incidents = [Incident("after")] });
        Assert.True(await ledger.FlushAsync());
        Assert.Equal(1, ledger.SetAside);
        var contents = ledger.Load();
        Assert.Equal(["after", "remembered"], contents.OpenIncidents.Select(incident => incident.Id));
        Assert.Equal(7, Assert.Single(contents.Slots["after"]).Good);
    }

    [Theory]
    [InlineData("start = 4611686018427387904")]
    [InlineData("start = -5")]
    [InlineData("good = 9223372036854775807")]
    [InlineData("covered = 9223372036854775807")]
    [InlineData("bad = 'many'")]
    [InlineData("latencies = 'none'")]
    public async Task A_slot_that_makes_no_sense_costs_itself_and_nothing_else(string value)
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using (var ledger = folder.Open(time))
        {
            ledger.Enqueue(new() { Slots = [Slot("a", Morning, 1), Slot("a", Morning.AddSeconds(10), 2), Slot("a", Morning.AddSeconds(20), 4)] });
            Assert.True(await ledger.FlushAsync());
        }

        Execute(folder, $"UPDATE slots SET {value} WHERE start = {Morning.AddSeconds(10).UtcTicks}");
        using var again = folder.Open(time);
        Assert.Equal(5, again.Load().Slots["a"].Sum(slot => slot.Good));
        Assert.Equal(1, again.Errors);
        time.Advance(TimeSpan.FromHours(5));
        Assert.True(await again.FlushAsync());
        await Eventually.True(() => again.Load().Slots["a"].Count == 1, "minutes");
        Assert.Equal(5, again.Load().Slots["a"].Sum(slot => slot.Good));
        Assert.False(again.Degraded);
    }

    [Theory]
    [InlineData("UPDATE incidents SET taken = 'perhaps' WHERE id = 'incident 7'")]
    [InlineData("UPDATE facts SET value = x'00ff' WHERE key = 'service/a'")]
    [InlineData("UPDATE deliveries SET firing = 'soon', receiver = x'00'")]
    [InlineData("UPDATE incidents SET json = 5 WHERE id = 'incident 7'")]
    public async Task Any_value_that_was_never_written_so_is_survived(string sql)
    {
        using var folder = new LedgerFolder();
        await WriteSomeAsync(folder);
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Deliveries = [new(new("oncall", "", "incident 7"))], Facts = [new("service/a", "up 2026-09-01T08:00:00Z")] });
        }

        Execute(folder, sql);
        using var again = folder.Open();
        Assert.InRange(again.Load().OpenIncidents.Count, 19, 20);
        again.Enqueue(new() { Incidents = [Incident("new")], Slots = [Slot("series 1", Morning, 1)] });
        Assert.True(await again.FlushAsync());
        Assert.Contains(again.Load().OpenIncidents, incident => incident.Id == "new");
    }

    private static void Execute(LedgerFolder folder, string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Database};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Scribble(LedgerFolder folder)
    {
        foreach (var path in new[] { folder.Database, folder.Database + "-wal" })
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            var junk = new byte[file.Length];
            Array.Fill(junk, (byte)0xA5);
            file.Write(junk);
        }
    }

    private static async Task WriteSomeAsync(LedgerFolder folder)
    {
        using var ledger = folder.Open();
        ledger.Enqueue(new()
        {
            Slots = [.. Enumerable.Range(0, 300).Select(i => Slot("series " + i, Morning.AddSeconds(10 * i), i))],
            Incidents = [.. Enumerable.Range(0, 20).Select(i => Incident("incident " + i))],
        });
        Assert.True(await ledger.FlushAsync());
    }

    private static async Task AssertStartsAsync(LedgerFolder folder, byte[] content, string what)
    {
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Delete(file);
        }

        await File.WriteAllBytesAsync(folder.Database, content, TestContext.Current.CancellationToken);
        using var ledger = folder.Open();
        ledger.Load();
        ledger.Enqueue(new() { Incidents = [Incident("new")], Slots = [Slot("new", Morning, 1)] });
        Assert.True(await ledger.FlushAsync(), what);
        Assert.Contains(ledger.Load().OpenIncidents, incident => incident.Id == "new");
    }
}
