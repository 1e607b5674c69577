using SlaAgent.Core.Consequences;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.Gates;

/// <summary>Takes overrides of deployment gates, and answers only once they are on disk: whoever deploys by one finds it on the record.</summary>
/// <param name="loop">The evaluation loop; null where the agent has no configuration yet.</param>
/// <param name="flush">Attempts to write everything now; whether it is durable.</param>
/// <param name="time">Source of timers.</param>
internal sealed class GateDesk(EvaluationLoop? loop, Func<Task<bool>> flush, TimeProvider time)
{
    /// <summary>Who takes back an override that cannot be kept.</summary>
    private const string Agent = "slaagent";

    /// <summary>Keeps a gate open, or lets one critical deployment pass. Null where it cannot be made durable; then it is not in force.</summary>
    public async Task<GateAnswer?> OverrideAsync(GateRequest request, CancellationToken cancellation)
    {
        if (loop is null)
        {
            return NotYet();
        }

        var answer = await loop.ChangeAndEvaluateAsync((judge, reading) => judge.OverrideGate(request, reading), cancellation);
        if (answer.Override is not { } order || await FlushLimit.IsDurableAsync(flush, time))
        {
            return answer;
        }

        await loop.ChangeAndEvaluateAsync((judge, reading) => judge.EndOverride(order.Id, Agent, reading), CancellationToken.None);
        return null;
    }

    /// <summary>Takes an override back. Null where that cannot be made durable; it is over all the same, until the agent is started again.</summary>
    public async Task<GateAnswer?> EndAsync(string id, string by, CancellationToken cancellation)
    {
        if (loop is null)
        {
            return NotYet();
        }

        var answer = await loop.ChangeAndEvaluateAsync((judge, reading) => judge.EndOverride(id, by, reading), cancellation);
        return answer.Override is null || await FlushLimit.IsDurableAsync(flush, time) ? answer : null;
    }

    private static GateAnswer NotYet() => GateAnswer.Refused(GateRefusal.Unknown, "The agent has no configuration yet.");
}
