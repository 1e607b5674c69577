using SlaAgent.Core.Samples;
using SlaAgent.Core.Snapshots;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

[Collection<Alone>]
public sealed class MemoryTests
{
    [Fact]
    public void Thirty_days_of_an_objective_take_at_most_256_KiB()
    {
        // Latencies over the whole range there is, all windows full, measured from before the judge is made.
        var configuration = Configure(Agreement(Latency(0.95m, 300)), Inference(600));
        var probe = configuration.Services[0].Probes[0];
        var before = GC.GetTotalMemory(true);
        var scenario = new Scenario(configuration);
        for (var i = 0; i < 6 * 24 * 30; i++)
        {
            scenario.Judge.Observe(Result(probe, scenario.Now, Outcome.Success, Math.Pow(10, (i * 37 % 850 / 100.0) - 2)));
            scenario.Now += TimeSpan.FromMinutes(10);
            scenario.Judge.DrainSlots(scenario.Clock);
        }

        var status = scenario.Evaluate().Agreements[0].Objectives[0];
        var taken = GC.GetTotalMemory(true) - before;
        GC.KeepAlive(scenario);
        Assert.Equal(ObjectiveStatusKind.Breached, status.Status);
        Assert.InRange(taken, 1, 256 * 1024);
    }
}
