using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Samples;
using SlaAgent.Ledger;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>Runs of evaluations in the ledger: each once, for as long as they are judged by, bounded, and known to be durable.</summary>
public sealed class EvaluationTableTests
{
    [Fact]
    public async Task A_run_comes_back_as_it_was_written_and_the_same_run_twice_is_one()
    {
        using var folder = new LedgerFolder();
        EvaluationRun[] runs = [Run("golden", Morning), Run("(feedback)", Morning, "sleeping"), Run("golden", Morning.AddDays(1))];
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Evaluations = runs });
            Assert.True(await ledger.FlushAsync());
            ledger.Enqueue(new() { Evaluations = [runs[0], runs[0] with { Result = runs[0].Result with { Scored = 1 } }] });
            Assert.True(await ledger.FlushAsync());
        }

        using var reopened = folder.Open();
        var contents = reopened.Load();
        Assert.Equal((0, 0L), (contents.Unreadable, reopened.Errors));
        Assert.Equal(runs.OrderBy(run => run.Result.ScheduledAt).ThenBy(run => run.Result.Probe, StringComparer.Ordinal), contents.Evaluations);
    }

    [Fact]
    public async Task It_is_known_whether_a_run_is_on_disk()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open();
        Assert.False(await ledger.HasEvaluationAsync("a", "golden", Morning));
        ledger.Enqueue(new() { Evaluations = [Run("golden", Morning)] });
        Assert.True(await ledger.HasEvaluationAsync("a", "golden", Morning));
        Assert.True(await ledger.HasEvaluationAsync("a", "golden", Morning.AddMilliseconds(-40)));
        Assert.False(await ledger.HasEvaluationAsync("a", "golden", Morning.AddSeconds(1)));
        Assert.False(await ledger.HasEvaluationAsync("a", "silver", Morning));
        Assert.False(await ledger.HasEvaluationAsync("b", "golden", Morning));
        ledger.Dispose();
        Assert.False(await ledger.HasEvaluationAsync("a", "golden", Morning));
    }

    [Fact]
    public async Task A_ledger_of_the_version_before_is_taken_over_whole()
    {
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Slots = [Slot("a", Morning, 3)], Incidents = [Incident("one")], Facts = [new("service/a", "up 2026-09-01T08:00:00Z")] });
            Assert.True(await ledger.FlushAsync());
        }

        Execute(folder, LedgerFolder.WithoutRecord + "DROP TABLE evaluations; ALTER TABLE deliveries DROP COLUMN acknowledged; PRAGMA user_version = 1");
        using var taken = folder.Open(new FakeTimeProvider(Morning));
        var contents = taken.Load();
        Assert.Equal((0L, 0L, false), (taken.SetAside, taken.Errors, taken.Degraded));
        Assert.Equal((3L, "one", 1), (Assert.Single(contents.Slots["a"]).Good, Assert.Single(contents.OpenIncidents).Id, contents.Facts.Count));
        taken.Enqueue(new() { Evaluations = [Run("golden", Morning)] });
        Assert.True(await taken.FlushAsync());
        Assert.Equal([Run("golden", Morning)], taken.Load().Evaluations);
    }

    [Fact]
    public async Task A_damaged_ledger_of_the_version_before_is_carried_over_and_nothing_is_invented()
    {
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open(new FakeTimeProvider(Morning)))
        {
            ledger.Enqueue(new() { Slots = [.. Enumerable.Range(0, 3000).Select(i => Slot("a", Morning.AddSeconds(10 * i), 1))], Incidents = [Incident("one")] });
            Assert.True(await ledger.FlushAsync());
        }

        Execute(folder, LedgerFolder.WithoutRecord + "DROP TABLE evaluations; ALTER TABLE deliveries DROP COLUMN acknowledged; PRAGMA user_version = 1; VACUUM");
        foreach (var firstPage in new[] { true, false })
        {
            var bytes = await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
            Array.Fill(bytes, (byte)0xA5, firstPage ? 0 : bytes.Length - 4096, 4096);
            var damaged = new LedgerFolder();
            using (damaged)
            {
                Directory.CreateDirectory(damaged.Path);
                await File.WriteAllBytesAsync(damaged.Database, bytes, TestContext.Current.CancellationToken);
                using var ledger = damaged.Open(new FakeTimeProvider(Morning));
                var contents = ledger.Load();
                Assert.Equal(1, ledger.SetAside);
                Assert.Empty(contents.Evaluations);
                Assert.Single(contents.OpenIncidents);
                Assert.InRange(contents.Slots["a"].Count, 2700, 3000);
            }
        }
    }

    [Theory]
    [InlineData("json = x'7b7d'")]
    [InlineData("json = 'none'")]
    [InlineData("question = 'other'")]
    [InlineData("waived = 'sleeping'")]
    [InlineData("service = 'other'")]
    [InlineData("json = cast(replace(cast(json AS TEXT), '0.94', '0.95') AS BLOB)")]
    public async Task A_run_that_makes_no_sense_costs_itself_and_nothing_else(string value)
    {
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Evaluations = [Run("golden", Morning), Run("golden", Morning.AddDays(1)), Run("golden", Morning.AddDays(2))] });
            Assert.True(await ledger.FlushAsync());
        }

        Execute(folder, $"UPDATE evaluations SET {value} WHERE at = {Morning.AddDays(1).UtcTicks}");
        using var again = folder.Open();
        Assert.Equal([Run("golden", Morning), Run("golden", Morning.AddDays(2))], again.Load().Evaluations);
        Assert.Equal((1L, 0L, false), (again.Errors, again.SetAside, again.Degraded));
    }

    [Fact]
    public async Task Old_runs_go_but_never_the_last_hundred_of_an_evaluation()
    {
        using var folder = new LedgerFolder();
        using (var young = folder.Open(new FakeTimeProvider(Morning)))
        {
            young.Enqueue(new() { Evaluations = [.. Enumerable.Range(0, 150).Select(i => Run("hourly", Morning.AddHours(i))), Run("yearly", Morning.AddYears(-1))] });
            Assert.True(await young.FlushAsync());
            Assert.Equal(151, young.Load().Evaluations.Count);
        }

        using var ledger = folder.Open(new FakeTimeProvider(Morning.AddDays(450)));
        Assert.True(await ledger.FlushAsync());
        await Eventually.True(() => ledger.Load().Evaluations.Count == 101, "the oldest fifty to go");
        var kept = ledger.Load().Evaluations;
        Assert.Equal((Run("yearly", Morning.AddYears(-1)), Run("hourly", Morning.AddHours(50))), (kept[0], kept[1]));
        Assert.Equal(0, ledger.Dropped);
    }

    [Fact]
    public async Task Under_a_small_limit_the_oldest_runs_of_the_busiest_go_and_are_counted()
    {
        using var folder = new LedgerFolder();
        const long limit = 2 * 1024 * 1024;
        var most = new LedgerBudget(limit).EvaluationRows;
        using var ledger = folder.Open(new FakeTimeProvider(Morning), options: folder.Options with { LimitBytes = limit });
        ledger.Enqueue(new() { Evaluations = [.. Enumerable.Range(0, 90).Select(i => Run("daily", Morning.AddDays(i - 90)))] });
        for (var i = 0; i < most + 100; i += 50)
        {
            ledger.Enqueue(new() { Evaluations = [.. Enumerable.Range(i, 50).Select(minute => Run("often", Morning.AddMinutes(minute)))] });
            Assert.True(await ledger.FlushAsync());
            Assert.InRange(new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length), 1, limit);
        }

        var runs = ledger.Load().Evaluations;
        Assert.InRange(runs.Count, 100, most);
        Assert.Equal(90, runs.Count(run => run.Result.Probe == "daily"));
        Assert.True(ledger.Dropped >= 190, $"{ledger.Dropped} dropped");
        Assert.False(ledger.Degraded);
    }

    [Fact]
    public void What_waits_while_the_disk_is_away_is_bounded()
    {
        var pending = new PendingBatch(MergeCounts);
        for (var i = 0; i < PendingBatch.MaxEvaluations + 10; i++)
        {
            pending.Add(new LedgerBatch { Evaluations = [Run("golden", Morning.AddMinutes(i))] });
        }

        Assert.Equal((PendingBatch.MaxEvaluations, 10L), (pending.Evaluations.Count, pending.TakeDropped()));
        Assert.DoesNotContain(pending.Evaluations.Values, run => run.Result.ScheduledAt.Ticks < Morning.AddMinutes(10).UtcTicks);
    }

    private static void Execute(LedgerFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
