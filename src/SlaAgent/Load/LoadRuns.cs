using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;
using SlaAgent.Scheduling;

namespace SlaAgent.Load;

/// <summary>The runs of a load probe, each by itself: one that the agent's end interrupts says nothing, and is not carried on with.</summary>
internal sealed class LoadRuns(LoadPlan plan, AgentClock clock) : IRunPlan
{
    /// <inheritdoc />
    public string Service => plan.Service.Name;

    /// <inheritdoc />
    public string Probe => plan.Load.Name;

    /// <inheritdoc />
    public RunSchedule Schedule => plan.Load.Schedule;

    /// <inheritdoc />
    public bool RunsAs(IRunPlan other) => other is LoadRuns { LoadPlan: var next } && plan.RunsAs(next);

    /// <inheritdoc />
    public async Task<Sample> RunAsync(Instant scheduledAt, CancellationToken stopping) =>
        plan.NewRun(scheduledAt, clock, out var problem) is { } run ? await run.RunAsync(stopping) : Void(scheduledAt, problem!);

    /// <inheritdoc />
    public Sample Void(Instant scheduledAt, string reason) => new LoadTally([]).Result(plan.IdentityOf(scheduledAt), TimeSpan.Zero, TimeSpan.Zero, reason);

    private LoadPlan LoadPlan => plan;
}
