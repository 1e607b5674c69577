using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Samples;
using static SlaAgent.Core.Tests.Scenario;

namespace SlaAgent.Core.Tests;

[Collection<Alone>]
public sealed class MemoryTests
{
    [Fact]
    public void Thirty_days_of_an_objective_take_at_most_256_KiB()
    {
        var agreement = Agreement(Latency(0.95m, 300));

        // Once before, for what the process makes once.
        TakenBy(agreement);
        var taken = TakenBy(agreement) - TakenBy(agreement with { Objectives = [] });
        Assert.InRange(taken, 200 * 1024, 256 * 1024);
    }

    /// <summary>What an agent holds when all windows are full, with latencies over the whole range there is, and a breach is known and on the record.</summary>
    private static long TakenBy(ServiceLevelAgreement agreement)
    {
        var configuration = Configure(agreement, Inference(600));
        var probe = configuration.Services[0].Probes[0];
        var before = GC.GetTotalMemory(true);
        var scenario = new Scenario(configuration);
        for (var i = 0; i < 6 * 24 * 30; i++)
        {
            scenario.Judge.Observe(Result(probe, scenario.Now, Outcome.Success, Math.Pow(10, (i * 37 % 850 / 100.0) - 2)));
            scenario.Now += TimeSpan.FromMinutes(10);
            scenario.Judge.DrainSlots(scenario.Clock);
        }

        scenario.Evaluate();
        var taken = GC.GetTotalMemory(true) - before;
        Assert.Equal(agreement.Objectives.Count, scenario.Open.Count(incident => incident.AlertName == AlertLabels.Breached));
        return taken;
    }
}
