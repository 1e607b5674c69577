using SlaAgent.Core.Incidents;
using SlaAgent.Hosting;

namespace SlaAgent.Notifications;

/// <summary>Takes who takes an incident on, and answers only once that is on disk: who was told so can rely on it through a kill, and nobody else is called.</summary>
/// <param name="loop">The evaluation loop; null where the agent has no configuration yet.</param>
/// <param name="flush">Attempts to write everything now; whether it is durable.</param>
/// <param name="time">Source of timers and of the time of day.</param>
internal sealed class AcknowledgementDesk(EvaluationLoop? loop, Func<Task<bool>> flush, TimeProvider time)
{
    /// <summary>Notes it in the incident, unless somebody has before.</summary>
    /// <returns>
    /// The incident as it is then: without acknowledgement where it had ended before. Null where there is none of this id. <c>IsKept</c> is false where it could not be made
    /// durable; then it is not acknowledged.
    /// </returns>
    public async Task<(Incident? Incident, bool IsKept)> AcknowledgeAsync(string id, string by, string? note, CancellationToken cancellation)
    {
        if (loop is null)
        {
            return (null, true);
        }

        var ((incident, _), isKept) = await new DurableChange(loop, flush, time).MakeAsync(
            (judge, reading) => judge.Acknowledge(id, by, note, reading),
            answer => answer.IsNew,
            (judge, _, answer) => judge.TakeBack(answer.Incident!.Id, answer.Incident.Acknowledgement!),
            cancellation);
        return (incident, isKept);
    }
}
