using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Tests.Ledger;

public sealed class AdjustmentLedgerTests
{
    /// <summary>A day of which hours are kept.</summary>
    public static readonly DateTimeOffset Day = new(DateTimeOffset.UtcNow.AddDays(-60).UtcDateTime.Date, TimeSpan.Zero);

    public static SlotRecord Hour(string series, DateTimeOffset start, long good, long bad) =>
        new(series, start, TimeSpan.FromHours(1), good, bad, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(5), default) { Reasons = $"http_5xx {bad}" };

    public static AdjustmentPlan Plan(string id, DateTimeOffset from, DateTimeOffset to, params string[] series) => new(
        id, new AdjustmentRequest("gold", [], from, to, "ana", "because"), DateTimeOffset.UnixEpoch, [.. series.Select(name => new AdjustmentTarget("objective-" + name, name, from, to))]);

    [Fact]
    public async Task Whole_slots_are_taken_and_it_goes_on_the_record_what_they_held()
    {
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open(options: Options(folder)))
        {
            ledger.Enqueue(new() { Slots = [.. Enumerable.Range(0, 6).SelectMany(hour => new[] { Hour("a", Day.AddHours(hour), 10, 2), Hour("b", Day.AddHours(hour), 5, 1) })] });
            var outcome = (await ledger.Adjust(Plan("one", Day.AddMinutes(90), Day.AddHours(4), "a")).Done)!;
            Assert.Equal((20L, 4L, TimeSpan.FromMinutes(100), TimeSpan.FromHours(1)), (outcome.Done!.Objectives[0].Good, outcome.Done.Objectives[0].Bad, outcome.Done.Objectives[0].Covered, outcome.Done.Objectives[0].Resolution));
            var contents = ledger.Load();
            Assert.Equal([10L, 10, 0, 0, 10, 10], contents.Slots["a"].Select(slot => slot.Good));
            Assert.Equal([2L, 2, 0, 0, 2, 2], contents.Slots["a"].Select(slot => slot.Bad));
            Assert.All(contents.Slots["a"], slot => Assert.Equal(TimeSpan.FromMinutes(55), slot.Covered + slot.Waived));
            Assert.All(contents.Slots["b"], slot => Assert.Equal(5, slot.Good));
            Assert.Contains("adjustment/one", contents.Facts.Keys);
        }

        var made = Assert.Single(LedgerReader.Read(folder.Path).Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.Adjusted>()).Adjustment;
        Assert.Equal([Day.AddHours(2), Day.AddHours(3)], made.Hours.Select(hour => hour.From));
        Assert.All(made.Hours, hour => Assert.Equal(("a", 10L, 2L, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(50)), (hour.Taken.Series, hour.Taken.Good, hour.Taken.Bad, hour.Taken.Covered, hour.Taken.Waived)));
        Assert.All(made.Hours, hour => Assert.Equal(new ReasonCount("http_5xx", 2), Assert.Single(hour.Taken.Reasons)));
    }

    [Fact]
    public async Task What_is_taken_already_is_not_taken_again()
    {
        using var folder = new LedgerFolder();
        using var ledger = folder.Open(options: Options(folder));
        ledger.Enqueue(new() { Slots = [Hour("a", Day, 10, 2)] });
        Assert.NotNull((await ledger.Adjust(Plan("one", Day, Day.AddHours(1), "a")).Done)!.Done);
        Assert.Equal(AdjustmentRefusal.Nothing, (await ledger.Adjust(Plan("two", Day, Day.AddHours(1), "a")).Done)!.Problem!.Refusal);
        Assert.DoesNotContain("adjustment/two", ledger.Load().Facts.Keys);
        Assert.Equal(TimeSpan.FromMinutes(55), Assert.Single(ledger.Load().Slots["a"]).Waived);
    }

    [Fact]
    public async Task While_the_disk_takes_nothing_it_waits_and_given_up_it_is_never_made()
    {
        using var folder = new LedgerFolder();
        await File.WriteAllTextAsync(folder.Path, "in the way of the folder", TestContext.Current.CancellationToken);
        using var ledger = folder.Open(options: Options(folder));
        ledger.Enqueue(new() { Slots = [Hour("a", Day, 10, 2), Hour("a", Day.AddHours(1), 10, 2)] });
        var (waits, givenUp) = (ledger.Adjust(Plan("waits", Day, Day.AddHours(1), "a")), ledger.Adjust(Plan("given-up", Day.AddHours(1), Day.AddHours(2), "a")));
        Assert.False(await ledger.FlushAsync());
        Assert.False(waits.Done.IsCompleted);
        givenUp.GiveUp();
        Assert.Null(await givenUp.Done);
        File.Delete(folder.Path);
        Assert.NotNull((await waits.Done)!.Done);
        Assert.Equal([0L, 10], ledger.Load().Slots["a"].Select(slot => slot.Good));
        Assert.DoesNotContain("adjustment/given-up", ledger.Load().Facts.Keys);
    }

    [Fact]
    public async Task Killed_at_any_moment_an_adjustment_is_made_once_and_whole_or_not_at_all()
    {
        using var folder = new LedgerFolder();
        for (var round = 0; round < 30; round++)
        {
            using (var victim = AdjustmentVictim.Start(folder.Path))
            {
                Assert.Equal(AdjustmentVictim.Adjusting, await victim.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
                await Task.Delay(Random.Shared.Next(0, 30), TestContext.Current.CancellationToken);
                victim.Kill();
                await victim.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            AssertWhole(folder);
        }
    }

    private static void AssertWhole(LedgerFolder folder)
    {
        using var ledger = folder.Open(options: Options(folder));
        var contents = ledger.Load();
        var recorded = LedgerReader.Read(folder.Path).Entries.Select(entry => entry.Evidence).OfType<EvidenceItem.Adjusted>().Select(item => item.Adjustment).ToList();
        var slots = contents.Slots["a"];
        var taken = slots.Where(slot => slot.Good == 0).ToList();
        Assert.All(taken, slot => Assert.Equal((0L, "", TimeSpan.FromMinutes(55)), (slot.Bad, slot.Reasons, slot.Waived)));
        Assert.All(slots.Except(taken), slot => Assert.Equal((3L, 2L, TimeSpan.FromMinutes(5)), (slot.Good, slot.Bad, slot.Waived)));
        Assert.Equal(taken.Select(slot => slot.Start), recorded.Select(made => Assert.Single(made.Hours).From));
        Assert.Equal(taken.Count, contents.Facts.Keys.Count(key => key.StartsWith("adjustment/", StringComparison.Ordinal)));
        Assert.InRange(slots.Count - taken.Count, 0, slots.Count);
    }

    private static LedgerOptions Options(LedgerFolder folder) => folder.Options with { MergeLatencies = SlotLatencies.Merge };
}
