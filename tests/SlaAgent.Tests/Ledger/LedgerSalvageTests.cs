using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;
using SlaAgent.Tests.Probing;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>What is readable of a damaged database is carried over: real files, cut and overwritten in many places.</summary>
public sealed class LedgerSalvageTests
{
    private const int Incidents = 200;
    private const int Deliveries = 100;
    private const int Held = 60;
    private const int Runs = 40;
    private const int Slots = 6000;
    private const int Page = LedgerBudget.PageSize;

    [Fact]
    public async Task A_destroyed_first_page_costs_nothing_and_one_line_says_so()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var log = new RecordedLog();
        Put(folder, [.. Enumerable.Repeat((byte)0xA5, Page), .. whole[Page..]]);
        using var ledger = folder.Open(Clock(), log: log);
        var contents = ledger.Load();
        Assert.True((Incidents, Deliveries, Held, Slots, 1) == Counts(contents) && contents.Evaluations.Count == Runs, string.Join('\n', log.Entries));
        Assert.Equal(Expected(), contents.OpenIncidents.Concat(contents.ClosedIncidents).OrderBy(incident => incident.Id, StringComparer.Ordinal));
        Assert.Equal(2, contents.NotTakenOver.Count);
        var line = Assert.Single(log.Entries, entry => entry.Contains("set aside", StringComparison.Ordinal));
        Assert.Contains("carried over: 200 incidents, 100 deliveries, 60 held results, 40 runs of evaluations, 0 entries of the record and 6000 slots of counts; lost: nothing", line, StringComparison.Ordinal);
        Assert.Equal(1, ledger.Errors);

        // What was set aside is the file as it was found.
        var aside = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(folder.Path, "*.corrupt-*")), TestContext.Current.CancellationToken);
        Assert.Equal(0xA5, aside[0]);
    }

    [Fact]
    public async Task A_destroyed_page_costs_what_was_on_it_and_nothing_is_invented()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var (pages, unharmed, nearly) = (whole.Length / Page, 0, 0);
        for (var page = 1; page < pages; page++)
        {
            var damaged = whole.ToArray();
            Array.Fill(damaged, (byte)0xA5, page * Page, Page);
            var (incidents, deliveries, held, slots, _) = await CarryAsync(folder, damaged, $"page {page}");
            unharmed += incidents == Incidents && deliveries == Deliveries && held == Held ? 1 : 0;
            nearly += slots > Slots * 0.95 && incidents > Incidents * 0.9 ? 1 : 0;
        }

        // Most pages are leaves of slots; roots and inner pages take all that hangs on them.
        Assert.True(unharmed > pages * 0.5, $"{unharmed} of {pages}");
        Assert.True(nearly > pages * 0.9, $"{nearly} of {pages}");
    }

    [Fact]
    public async Task Cut_off_anywhere_it_starts_with_what_was_before_the_cut()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var random = new Random(28);
        var best = 0;
        for (var i = 0; i < 150; i++)
        {
            var length = random.Next(whole.Length);
            var (incidents, _, _, slots, _) = await CarryAsync(folder, whole[..length], $"cut at {length}");
            best = Math.Max(best, incidents + slots);
        }

        Assert.True(best > (Incidents + Slots) / 2, $"{best} rows");
    }

    [Fact]
    public async Task Flipped_bits_never_keep_it_from_starting_and_cost_little()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var random = new Random(82);
        var all = 0;
        for (var i = 0; i < 150; i++)
        {
            var flipped = whole.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
            }

            all += await CarryAsync(folder, flipped, $"flips {i}") is var (incidents, _, _, slots, _) && incidents + slots > 0.9 * (Incidents + Slots) ? 1 : 0;
        }

        Assert.True(all > 100, $"{all} of 150");
    }

    [Fact]
    public async Task A_kill_while_carrying_over_leaves_nothing_half_done()
    {
        using var folder = new LedgerFolder();
        await WriteAsync(folder);

        // Killed while the new one was written: the old one is in its place still.
        await File.WriteAllTextAsync(folder.Database + ".salvage", "half", TestContext.Current.CancellationToken);
        using (var ledger = folder.Open())
        {
            Assert.Equal(Incidents, Counts(ledger.Load()).Incidents);
            Assert.False(File.Exists(folder.Database + ".salvage"));
        }

        // Killed when the old one was set aside and the new one complete.
        File.Move(folder.Database, folder.Database + ".salvage");
        using var again = folder.Open();
        Assert.Equal(Incidents, Counts(again.Load()).Incidents);
        Assert.Equal(0, again.SetAside);
    }

    [Fact]
    public async Task Carrying_over_keeps_within_the_limit()
    {
        using var folder = new LedgerFolder();
        var whole = await WriteAsync(folder);
        var limit = whole.Length + (1024 * 1024);
        Put(folder, [.. Enumerable.Repeat((byte)0xA5, Page), .. whole[Page..]]);
        using var ledger = folder.Open(options: folder.Options with { LimitBytes = limit });
        Assert.InRange(new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length), 1, limit);
        var contents = ledger.Load();
        Assert.Equal(Incidents, Counts(contents).Incidents);
        Assert.Equal(Enumerable.Range(0, Slots).Sum(i => i % 7), contents.Slots.Values.SelectMany(slots => slots).Sum(slot => slot.Good));
        ledger.Enqueue(new() { Incidents = [Incident("new")] });
        Assert.True(await ledger.FlushAsync());
    }

    // Stands still, so that nothing is made coarser meanwhile.
    private static FakeTimeProvider Clock() => new(Morning);

    private static IEnumerable<Incident> Expected() => Enumerable.Range(0, Incidents).Select(IncidentOf).OrderBy(incident => incident.Id, StringComparer.Ordinal);

    private static Incident IncidentOf(int i) => Incident($"incident {i:000}", i % 2 == 0 ? null : Morning.AddMinutes(i));

    private static async Task<byte[]> WriteAsync(LedgerFolder folder)
    {
        using (var ledger = folder.Open(Clock()))
        {
            ledger.Enqueue(new()
            {
                Slots = [.. Enumerable.Range(0, Slots).Select(i => Slot("series " + (i % 10), Morning.AddSeconds(10 * (i / 10)), i % 7, i % 3, i % 20 < 10 ? TimeSpan.FromSeconds(10) : TimeSpan.FromMinutes(1)))],
                Incidents = [.. Enumerable.Range(0, Incidents).Select(IncidentOf)],
                Held = [.. Enumerable.Range(0, Held).Select(HeldOf)],
                Evaluations = [.. Enumerable.Range(0, Runs).Select(i => Run("golden", Morning.AddHours(i)))],
                Facts = [new("service/a", "up 2026-09-01T08:00:00Z")],
            });
            Assert.True(await ledger.FlushAsync());
            ledger.Enqueue(new()
            {
                Deliveries = [.. Enumerable.Range(0, Deliveries).Select(i => new DeliveryRecord(new("oncall", "http://am", IncidentOf(i).Id), Morning))],
                TakenOver = [.. Enumerable.Range(0, Incidents - 2).Select(i => IncidentOf(i).Id)],
            });
            Assert.True(await ledger.FlushAsync());
        }

        return await File.ReadAllBytesAsync(folder.Database, TestContext.Current.CancellationToken);
    }

    private static ProbeResult HeldOf(int i) => new()
    {
        Service = "a", Probe = "p", ScheduledAt = new Instant(Morning.AddSeconds(i).UtcTicks), ScheduleDelay = default, Interval = TimeSpan.FromSeconds(1), Outcome = Outcome.Http5xx,
    };

    private static void Put(LedgerFolder folder, byte[] content)
    {
        foreach (var file in Directory.GetFiles(folder.Path))
        {
            File.Delete(file);
        }

        File.WriteAllBytes(folder.Database, content);
    }

    private static (int Incidents, int Deliveries, int Held, int Slots, int Facts) Counts(LedgerContents contents) => (
        contents.OpenIncidents.Count + contents.ClosedIncidents.Count,
        contents.Deliveries.Count,
        contents.Held.Count,
        contents.Slots.Values.Sum(slots => slots.Count),
        contents.Facts.Count);

    /// <summary>Opens over <paramref name="content"/>, and checks that it takes new records and invented no old ones.</summary>
    private static async Task<(int Incidents, int Deliveries, int Held, int Slots, int Facts)> CarryAsync(LedgerFolder folder, byte[] content, string what)
    {
        Put(folder, content);
        using var ledger = folder.Open(Clock());
        var contents = ledger.Load();
        Assert.False(ledger.Degraded, what);
        var counts = Counts(contents);
        Assert.True(counts is { Incidents: <= Incidents, Deliveries: <= Deliveries, Held: <= Held, Slots: <= Slots } && contents.Evaluations.Count <= Runs, $"{what}: {counts}, {contents.Evaluations.Count}");
        Assert.All(contents.Evaluations, run => Assert.Equal(Run("golden", new DateTimeOffset(run.Result.ScheduledAt.Ticks, TimeSpan.Zero)), run));
        ledger.Enqueue(new() { Incidents = [Incident("new")] });
        Assert.True(await ledger.FlushAsync(), what);
        Assert.Contains(ledger.Load().OpenIncidents, incident => incident.Id == "new");
        return counts;
    }
}
