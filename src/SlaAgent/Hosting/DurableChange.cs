using SlaAgent.Core;
using SlaAgent.Core.Time;
using SlaAgent.Ledger;

namespace SlaAgent.Hosting;

/// <summary>Changes what is known where somebody waits for the answer: it is given once the change is on disk, so that whoever was told can rely on it through a kill.</summary>
/// <param name="loop">The evaluation loop.</param>
/// <param name="flush">Attempts to write everything now; whether it is durable.</param>
/// <param name="time">Source of timers.</param>
internal sealed class DurableChange(EvaluationLoop loop, Func<Task<bool>> flush, TimeProvider time)
{
    /// <summary>Makes a change.</summary>
    /// <param name="change">The change, run in the loop, and its answer.</param>
    /// <param name="isNew">Whether the answer says that anything changed; where not, nothing is waited for.</param>
    /// <param name="undo">Takes the change back where it could not be made durable; null where it stays.</param>
    /// <param name="cancellation">Gives up waiting for the loop; a change that was made is still kept or taken back.</param>
    /// <returns>The answer, and whether it holds over a restart.</returns>
    public async Task<(T Answer, bool IsKept)> MakeAsync<T>(
        Func<Judge, ClockReading, T> change, Func<T, bool> isNew, Action<Judge, ClockReading, T>? undo, CancellationToken cancellation)
    {
        var answer = await loop.ChangeAndEvaluateAsync(change, cancellation);
        if (!isNew(answer) || await FlushLimit.IsDurableAsync(flush, time))
        {
            return (answer, true);
        }

        if (undo is not null)
        {
            await loop.ChangeAndEvaluateAsync(
                (judge, reading) =>
                {
                    undo(judge, reading, answer);
                    return true;
                },
                CancellationToken.None);
        }

        return (answer, false);
    }
}
