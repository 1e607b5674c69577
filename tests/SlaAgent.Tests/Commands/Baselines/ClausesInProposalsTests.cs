using SlaAgent.Commands;
using SlaAgent.Commands.Baselines;
using SlaAgent.Core.Baselines;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Commands.Baselines;

/// <summary>What is proposed for an objective with clauses keeps them: the document to paste is read again as it was meant.</summary>
public sealed class ClausesInProposalsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    public static TheoryData<int> Cases => [0, 1, 2];

    private static Objective Objective(int number) => new()
    {
        Name = "availability",
        Indicator = new Indicator.Availability { Probe = number == 2 ? "ready" : null, Except = number == 2 ? [Outcome.Http4xx, Outcome.Http429] : [] },
        Target = 0.999m,
        MinimumSamples = 1000,
        Timeslices = number switch
        {
            0 => new Timeslices(Minute, 0.9m) { MinimumDuration = 10 * Minute, MinimumRequests = 2000, WhenIdle = IdleSlice.Good },
            1 => new Timeslices(5 * Minute, 1m) { IsAveraged = true, WhenIdle = IdleSlice.Bad },
            _ => null,
        },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_proposal_is_read_again_with_all_its_clauses(int number)
    {
        var objective = Objective(number);
        var target = new ProposedTarget(objective, 0.9991, "all weeks kept it", new ReplayResult(default, default, 0, []));
        var result = new BaselineResult { Objective = objective, Internal = target };
        var text = AgreementText.Write(new("one", "the ledger", TimeSpan.FromDays(30), [result]));
        using var folder = new AgentFolder();
        folder.Write(Documents.Service("one", Documents.Nobody).Replace("server: http", "server: vllm", StringComparison.Ordinal).Replace("  model: m\n", "  model: m\n  traffic: {}\n", StringComparison.Ordinal) + text);
        var loaded = ConfigurationSource.Load([folder.Config]);
        Assert.True(loaded.Configuration is not null, string.Join('\n', loaded.Diagnostics) + text);
        Assert.Equal(objective, Assert.Single(Assert.Single(loaded.Configuration.Agreements).Objectives));
    }
}
