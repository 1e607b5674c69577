using SlaAgent.Core.Consequences;
using SlaAgent.Hosting;

namespace SlaAgent.Consequences;

/// <summary>Takes who did what was owed, and answers only once that is on disk.</summary>
/// <param name="changes">How what is known is changed; null where the agent has no configuration yet.</param>
internal sealed class ObligationDesk(DurableChange? changes)
{
    private static readonly ObligationAnswer s_nothing = new(null, false, "The agent has no configuration yet.");

    /// <summary>Notes that it is done. Where that is not kept, it is owed again.</summary>
    public async Task<(ObligationAnswer Answer, bool IsKept)> MeetAsync(string id, string by, string? note, CancellationToken cancellation) => changes is null
        ? (s_nothing, true)
        : await changes.MakeAsync(
            (judge, reading) => judge.Meet(id, by, note, reading),
            answer => answer.IsNew,
            (judge, reading, answer) => judge.OweAgain(answer.Obligation!, reading),
            cancellation);

    /// <summary>Sends a statement to those who are owed it. Where that is not kept, it goes out as soon as it is, and a restart before that owes it again.</summary>
    public async Task<(ObligationAnswer Answer, bool IsKept)> SendAsync(string id, string by, string statement, CancellationToken cancellation) => changes is null
        ? (s_nothing, true)
        : await changes.MakeAsync((judge, reading) => judge.SendStatement(id, by, statement, reading), answer => answer.IsNew, undo: null, cancellation);
}
