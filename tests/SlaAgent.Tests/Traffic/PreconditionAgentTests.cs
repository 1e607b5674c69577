using SlaAgent.Core.Snapshots;
using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Traffic;

/// <summary>The whole agent, and a page that says how many replicas there are.</summary>
[Collection("agent in this process")]
public sealed class PreconditionAgentTests
{
    [Fact]
    public async Task While_the_page_says_too_little_the_objective_is_excluded_and_then_it_counts_again()
    {
        var replicas = "1";
        await using var page = FaultServer.Answering((connection, _) => connection.AnswerAsync($"# TYPE available gauge\navailable {Volatile.Read(ref replicas)}\n"));
        var agreement = Documents.Agreement("one-sla", "one", Documents.Available()).Replace(
            "  objectives:\n", $"  preconditions: [ {{ name: replicas, metric: available, url: \"{page.Url}metrics\", atLeast: 2, interval: 1s }} ]\n  objectives:\n", StringComparison.Ordinal);
        await using var agent = await RunningAgent.StartAsync(Documents.Service("one", Documents.Nobody) + agreement + Documents.Agent());
        ObjectiveStatus Status() => agent.Server.Runtime.State.Current!.Snapshot.Agreements[0].Objectives[0];

        await Eventually.True(() => Status().Reason == "precondition replicas does not hold: available is 1, less than 2", "the objective excluded");
        Assert.Equal(0, (await agent.ScrapeAsync()).Value("sla_precondition_met"));

        Volatile.Write(ref replicas, "3");
        await Eventually.True(() => Status() is { Status: not ObjectiveStatusKind.Excluded, Events: > 0 }, "probes counted");
        Assert.Equal(1, (await agent.ScrapeAsync()).Value("sla_precondition_met"));
    }
}
