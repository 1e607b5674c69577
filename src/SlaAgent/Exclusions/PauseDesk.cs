using SlaAgent.Core.Exclusions;
using SlaAgent.Hosting;

namespace SlaAgent.Exclusions;

/// <summary>Takes what people ask to be paused, and answers only once that is on disk: who was told of a pause can rely on it through a kill.</summary>
/// <param name="loop">The evaluation loop; null where the agent has no configuration yet.</param>
/// <param name="flush">Attempts to write everything now; whether it is durable.</param>
/// <param name="time">Source of timers.</param>
internal sealed class PauseDesk(EvaluationLoop? loop, Func<Task<bool>> flush, TimeProvider time)
{
    /// <summary>Who ends a pause that cannot be kept.</summary>
    private const string Agent = "slaagent";

    /// <summary>Begins a pause. Null where it cannot be made durable; then it is not in force.</summary>
    public async Task<PauseAnswer?> PauseAsync(PauseRequest request, CancellationToken cancellation)
    {
        if (loop is null)
        {
            return PauseAnswer.Refused(PauseRefusal.Unknown, "The agent has no configuration yet.");
        }

        var (answer, isKept) = await new DurableChange(loop, flush, time).MakeAsync(
            (judge, reading) => judge.Pause(request, reading),
            answer => answer.Pause is not null,
            (judge, reading, answer) => judge.Resume(answer.Pause!.Id, Agent, reading, PauseEnding.NotKept),
            cancellation);
        return isKept ? answer : null;
    }

    /// <summary>Ends a pause. Null where that cannot be made durable; it is ended all the same, until the agent is started again.</summary>
    public async Task<PauseAnswer?> ResumeAsync(string id, string by, CancellationToken cancellation)
    {
        if (loop is null)
        {
            return PauseAnswer.Refused(PauseRefusal.Unknown, "The agent has no configuration yet.");
        }

        var (answer, isKept) = await new DurableChange(loop, flush, time).MakeAsync(
            (judge, reading) => judge.Resume(id, by, reading), answer => answer.Pause is not null, undo: null, cancellation);
        return isKept ? answer : null;
    }
}
