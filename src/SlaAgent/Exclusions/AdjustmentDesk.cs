using SlaAgent.Core.Adjustments;
using SlaAgent.Core.Snapshots;
using SlaAgent.Hosting;
using SlaAgent.Ledger;

namespace SlaAgent.Exclusions;

/// <summary>
/// Excludes time after the fact: the ledger takes the counts out, for good and at once with what it puts on the record, and then the judge follows. Whatever is
/// killed when, the two agree: a judge begins with what the ledger has.
/// </summary>
/// <param name="loop">The evaluation loop; null where the agent has no configuration yet.</param>
/// <param name="state">What is shown.</param>
/// <param name="keep">Has the ledger make an adjustment.</param>
/// <param name="changing">Held while the ledger and the judge do not agree, so that no reload reads in between.</param>
/// <param name="time">Source of timers.</param>
internal sealed class AdjustmentDesk(EvaluationLoop? loop, AgentState state, Func<AdjustmentPlan, AdjustmentJob> keep, SemaphoreSlim changing, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Makes an adjustment. Null where the ledger cannot be written: then nothing is changed, unless the disk turns out to have taken it after all, and then it is shown.</summary>
    public async Task<AdjustmentAnswer?> AdjustAsync(AdjustmentRequest request, CancellationToken cancellation)
    {
        if (loop is null)
        {
            return AdjustmentAnswer.Refused(new(AdjustmentRefusal.Unknown, "The agent has no configuration yet."));
        }

        await changing.WaitAsync(cancellation);
        var isReleased = false;
        try
        {
            // Evaluating gives the ledger what was counted before it is asked.
            var (plan, problem) = await loop.ChangeAndEvaluateAsync((judge, reading) => judge.PlanAdjustment(request, reading), cancellation);
            if (plan is null)
            {
                return AdjustmentAnswer.Refused(problem!);
            }

            var job = keep(plan);
            await Task.WhenAny(job.Done, Task.Delay(Longest, time, CancellationToken.None));
            if (job.Done.IsCompleted)
            {
                return await FollowAsync(job);
            }

            job.GiveUp();
            isReleased = true;
            _ = FollowLaterAsync(job);
            return null;
        }
        finally
        {
            if (!isReleased)
            {
                changing.Release();
            }
        }
    }

    private async Task<AdjustmentAnswer?> FollowAsync(AdjustmentJob job)
    {
        if (await job.Done is not { } outcome)
        {
            return null;
        }

        if (outcome.Done is not { } made)
        {
            return AdjustmentAnswer.Refused(outcome.Problem!);
        }

        var original = Shown(made.Agreement);
        await loop!.ChangeAndEvaluateAsync(
            (judge, reading) =>
            {
                judge.Adjust(made, outcome.Taken, reading);
                return true;
            },
            CancellationToken.None);
        return new AdjustmentAnswer(made, original, Shown(made.Agreement));
    }

    private async Task FollowLaterAsync(AdjustmentJob job)
    {
        try
        {
            await FollowAsync(job);
        }
        catch (InvalidOperationException) when (job.Done.IsCompletedSuccessfully)
        {
            // The agent ends: the next one begins with what the ledger has.
        }
        finally
        {
            changing.Release();
        }
    }

    private IReadOnlyList<ObjectiveStatus> Shown(string agreement) =>
        [.. (state.Current?.Snapshot.Agreements ?? []).Where(status => status.Name == agreement).SelectMany(status => status.Objectives)];
}
