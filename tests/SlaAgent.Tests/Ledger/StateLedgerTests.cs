using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

public sealed class StateLedgerTests
{
    [Fact]
    public async Task What_was_written_is_read_after_a_restart()
    {
        using var folder = new LedgerFolder();
        var held = new ProbeResult
        {
            Service = "s", Probe = "p", ScheduledAt = new Instant(42), ScheduleDelay = TimeSpan.FromMilliseconds(3), Interval = TimeSpan.FromSeconds(10),
            Outcome = Outcome.Stalled, Phases = new(default, default, default, default, TimeSpan.FromSeconds(1), default, default), Detail = "fell silent",
            TimeToFirstChunk = TimeSpan.FromMilliseconds(7), ChunkGaps = [TimeSpan.FromMilliseconds(2), TimeSpan.Zero],
        };
        var time = new FakeTimeProvider(Morning);
        using (var ledger = folder.Open(time))
        {
            ledger.Enqueue(new() { Slots = [Slot("a", Morning, 3, 1), Slot("a", Morning, 4)], Facts = [new("first-seen:s", "x"), new("gone", "y")] });
            ledger.Enqueue(new() { Incidents = [Incident("routed-1"), Incident("2", Morning.AddMinutes(1))], Held = [held], Facts = [new("gone", null)] });
            Assert.True(await ledger.FlushAsync());
            ledger.Enqueue(new() { Slots = [Slot("a", Morning, 5)] });
        }

        using var again = folder.Open(time);
        var contents = again.Load();
        var slot = Assert.Single(contents.Slots["a"]);
        Assert.Equal((12, 1, 30), (slot.Good, slot.Bad, slot.Covered.TotalSeconds));
        Assert.Equal(Counts(12), slot.Latencies.ToArray());
        Assert.Equal([Incident("routed-1")], contents.OpenIncidents);
        Assert.Equal([Incident("2", Morning.AddMinutes(1))], contents.ClosedIncidents);
        Assert.Equal([held], contents.Held);
        Assert.Equal([new KeyValuePair<string, string>("first-seen:s", "x")], contents.Facts);
    }

    [Fact]
    public async Task Counts_are_written_within_a_tick_without_a_flush()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using var ledger = folder.Open(time, folder.Options with { CommitInterval = TimeSpan.FromSeconds(1) });
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 1)] });
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(() => ledger.Load().Slots.ContainsKey("a"), "the slot is durable");
    }

    [Fact]
    public async Task An_incident_is_durable_before_it_is_handed_on()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open();
        var inDatabase = new List<bool>();
        ledger.HandOn = incidents => inDatabase.AddRange(incidents.Select(incident => ledger.Load().OpenIncidents.Contains(incident)));
        ledger.Enqueue(new() { Incidents = [Incident("1")] });
        Assert.True(await ledger.FlushAsync());
        Assert.Equal([true], inDatabase);
    }

    [Fact]
    public async Task An_incident_that_no_outbox_took_over_is_owed_after_a_restart()
    {
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Incidents = [Incident("taken"), Incident("not", Morning.AddSeconds(1))] });
            await ledger.FlushAsync();
            ledger.Enqueue(new() { TakenOver = ["taken"], Deliveries = [new(new("oncall", "", "taken"))] });
        }

        using var again = folder.Open();
        var contents = again.Load();
        Assert.Equal(["not"], contents.NotTakenOver);
        Assert.Equal(2, contents.OwedIncidents.Count);
        Assert.Equal(new DeliveryRecord(new("oncall", "", "taken")), Assert.Single(contents.Deliveries));
    }

    [Fact]
    public void A_second_agent_is_refused_with_the_name_of_the_holder()
    {
        using var folder = new LedgerFolder();
        using (folder.Open(options: folder.Options with { HolderName = "pod-7" }))
        {
            var refused = Assert.Throws<StateHeldException>(() => folder.Open());
            Assert.Contains($"pod-7, process {Environment.ProcessId}, since ", refused.Message, StringComparison.Ordinal);
        }

        using var after = folder.Open();
        Assert.False(after.Degraded);
    }

    [Fact]
    public async Task Old_slots_become_coarser_and_nothing_is_lost_in_it()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using var ledger = folder.Open(time, folder.Options with { CommitInterval = TimeSpan.FromHours(1) });
        for (var i = 0; i < 360; i++)
        {
            ledger.Enqueue(new() { Slots = [Slot("a", Morning.AddSeconds(10 * i), 1, 2)] });
        }

        Assert.True(await ledger.FlushAsync());
        Assert.Equal(360, ledger.Load().Slots["a"].Count);

        time.Advance(TimeSpan.FromHours(4));
        await Eventually.True(() => ledger.Load().Slots["a"].Count == 60, "minutes");
        time.Advance(TimeSpan.FromDays(5));
        await Eventually.True(() => ledger.Load().Slots["a"].Count == 1, "an hour");
        var hour = Assert.Single(ledger.Load().Slots["a"]);
        Assert.Equal((Morning, 1.0, 360L, 720L), (hour.Start, hour.Length.TotalHours, hour.Good, hour.Bad));
        Assert.Equal(Counts(360), hour.Latencies.ToArray());

        time.Advance(TimeSpan.FromDays(401));
        await Eventually.True(() => ledger.Load().Slots.Count == 0, "forgotten");
    }

    [Fact]
    public async Task Open_slices_keep_their_length_and_go_when_they_are_judged_and_a_first_slot_of_zeros_stays()
    {
        using var folder = new LedgerFolder();
        var time = new FakeTimeProvider(Morning);
        using var ledger = folder.Open(time, folder.Options with { CommitInterval = TimeSpan.FromHours(1) });
        ledger.Enqueue(new() { Slots = [Slot("a/slice", Morning, 5), Slot("a/slice", Morning.AddSeconds(10), 3), Slot("a/slice", Morning.AddSeconds(10), -3), Slot("a", Morning, 0)] });
        Assert.True(await ledger.FlushAsync());
        time.Advance(TimeSpan.FromDays(6));
        await Eventually.True(() => ledger.Load().Slots["a/slice"].Count == 1, "the judged slice is gone");
        var open = Assert.Single(ledger.Load().Slots["a/slice"]);
        Assert.Equal((Morning, 10.0, 5L), (open.Start, open.Length.TotalSeconds, open.Good));
        Assert.Equal(Morning, Assert.Single(ledger.Load().Slots["a"]).Start);
    }

    [Fact]
    public async Task The_folder_never_exceeds_its_limit_and_incidents_are_never_given_up()
    {
        using var folder = new LedgerFolder();
        const long limit = 1024 * 1024;
        using var ledger = folder.Open(options: folder.Options with { LimitBytes = limit });
        ledger.Enqueue(new() { Incidents = [.. Enumerable.Range(0, 50).Select(i => Incident("i" + i))] });
        for (var round = 0; round < 60; round++)
        {
            var start = Morning.AddMinutes(10 * round);
            ledger.Enqueue(new() { Slots = [.. Enumerable.Range(0, 600).Select(i => Slot("series " + (i % 10), start.AddSeconds(10 * (i / 10)), 1))] });
            Assert.True(await ledger.FlushAsync());
            var size = new DirectoryInfo(folder.Path).EnumerateFiles().Sum(file => file.Length);
            Assert.True(size <= limit, $"{size} bytes in round {round}");
        }

        var contents = ledger.Load();
        Assert.Equal(50, contents.OpenIncidents.Count);
        Assert.Equal(36_000, contents.Slots.Values.SelectMany(slots => slots).Sum(slot => slot.Good));
        Assert.Equal(0, ledger.Errors);
    }

    [Fact]
    public async Task A_damaged_histogram_does_not_cost_the_counts()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open(new FakeTimeProvider(Morning), folder.Options with { MergeLatencies = (_, _) => throw new FormatException() });
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 1)] });
        await ledger.FlushAsync();
        ledger.Enqueue(new() { Slots = [Slot("a", Morning, 2)] });
        Assert.True(await ledger.FlushAsync());
        Assert.Equal(3, Assert.Single(ledger.Load().Slots["a"]).Good);
    }

    [Fact]
    public void What_waits_is_bounded_by_becoming_coarser()
    {
        var pending = new PendingBatch(MergeCounts);
        for (var i = 0; i < 120_000; i++)
        {
            pending.AddSlots([Slot("a", Morning.AddSeconds(10 * i), 1)]);
        }

        Assert.True(pending.Slots.Count <= PendingBatch.MaxSlots);
        Assert.Equal(120_000, pending.Slots.Values.Sum(slot => slot.Good));
        Assert.Equal(0, pending.TakeDropped());
    }

    [Fact]
    public void The_latest_state_of_an_incident_stands_while_it_waits()
    {
        var pending = new PendingBatch(MergeCounts);
        pending.Add(new LedgerBatch { Incidents = [Incident("1")] });
        pending.Add(new LedgerBatch { Incidents = [Incident("1", Morning.AddSeconds(5))] });
        Assert.Equal(Morning.AddSeconds(5), Assert.Single(pending.Incidents.Values).Incident.EndedAt);
    }
}
