using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger;

/// <summary>Every kind of sample that a drain may hold comes back from the disk as it was.</summary>
public sealed class HeldKindsTests
{
    [Fact]
    public async Task Readings_and_runs_of_load_and_of_evaluations_are_held_as_probes_are()
    {
        var at = new Instant(Morning.UtcTicks);
        var traffic = new TrafficSample
        {
            Service = "a", From = at, To = at + TimeSpan.FromSeconds(15), Good = 3, Bad = 1, OutputTokens = 30, Running = 2, Waiting = double.NaN, IsSleeping = true, IsAwake = true, HoldsProbes = true,
            Duration = new BucketCounts([0.1, 2.5], [1, 2, 1], 4.25),
        };
        var failed = new TrafficSample { Service = "b", From = at, To = at, Failure = "refused" };
        var load = new LoadResult
        {
            Service = "a", Probe = "capacity", ScheduledAt = at, Duration = TimeSpan.FromSeconds(60), Scheduled = 10, NotSent = 1, NotMeasured = 0, Succeeded = 9, Good = 8, OfferedRate = 1, AchievedRate = 0.9,
            GoodRate = 0.8, OutputTokens = 72, Latency = new(0.1, 0.2, null, null), Lag = new(0, 0, 0, 0.001), IsGeneratorLimited = false,
        };
        var probe = new ProbeResult
        {
            Service = "a", Probe = "capacity", ScheduledAt = at, ScheduleDelay = default, Interval = TimeSpan.FromSeconds(1), Outcome = Outcome.Success, LeftAsleep = true,
            ChunkGaps = [TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(4)],
        };
        var evaluation = Run("golden", Morning).Result with { Service = "a", Probe = "capacity" };
        using var folder = new LedgerFolder();
        using (var ledger = folder.Open())
        {
            ledger.Enqueue(new() { Held = [traffic, failed, load, probe, evaluation] });
            Assert.True(await ledger.FlushAsync());
        }

        using var reopened = folder.Open();
        var contents = reopened.Load();
        Assert.Equal(0, contents.Unreadable);
        Assert.Equal(new HashSet<Sample> { traffic, failed, load, probe, evaluation }, contents.Held.ToHashSet());
    }
}
