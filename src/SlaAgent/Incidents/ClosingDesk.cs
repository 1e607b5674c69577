using SlaAgent.Core.Incidents;
using SlaAgent.Hosting;

namespace SlaAgent.Incidents;

/// <summary>Takes who closes an incident, and answers only once that is on disk.</summary>
/// <param name="change">Changes what is known; null where the agent has no configuration yet.</param>
internal sealed class ClosingDesk(DurableChange? change)
{
    /// <summary>Closes an incident that has ended, unless it is closed.</summary>
    /// <returns>
    /// The incident as it is then: open where it goes on, null where there is none, or more than one, that is meant. <c>IsKept</c> is false where it could not be made durable; then it is
    /// not closed.
    /// </returns>
    public async Task<(Incident? Incident, bool IsKept)> CloseAsync(string id, string by, string? note, CancellationToken cancellation)
    {
        if (change is null)
        {
            return (null, true);
        }

        var ((incident, _), isKept) = await change.MakeAsync(
            (judge, reading) => judge.CloseIncident(id, by, note, reading),
            answer => answer.IsNew,
            (judge, _, answer) => judge.TakeBackClosing(answer.Incident!),
            cancellation);
        return (incident, isKept);
    }
}
