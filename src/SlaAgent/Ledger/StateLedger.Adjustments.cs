using SlaAgent.Core.Adjustments;

namespace SlaAgent.Ledger;

/// <summary>Excluding time after the fact, on the writer's thread, after all that was enqueued before.</summary>
internal sealed partial class StateLedger
{
    private List<AdjustmentJob> _adjusting = [];

    /// <summary>Has an adjustment made. Until it is given up, it is tried again while the disk takes nothing.</summary>
    public AdjustmentJob Adjust(AdjustmentPlan plan)
    {
        var job = new AdjustmentJob(plan);
        lock (_pendingGate)
        {
            if (_stopping)
            {
                job.Finish(null);
                return job;
            }

            _adjusting.Add(job);
        }

        _wake.Set();
        return job;
    }

    private void MakeAdjustments(List<AdjustmentJob> jobs, bool isWritten)
    {
        var again = new List<AdjustmentJob>();
        foreach (var job in jobs)
        {
            AdjustmentOutcome? outcome = null;
            if (job is { IsGivenUp: true, Begun: null } || (isWritten && Attempt(() => outcome = Make(job))))
            {
                job.Finish(outcome);
            }
            else if (_stopping)
            {
                job.Finish(null);
            }
            else
            {
                again.Add(job);
            }
        }

        if (again.Count > 0)
        {
            lock (_pendingGate)
            {
                _adjusting.InsertRange(0, again);
            }
        }
    }

    /// <summary>Makes an adjustment once: a commit whose fsync failed may be found committed when the file is opened again.</summary>
    private AdjustmentOutcome? Make(AdjustmentJob job)
    {
        var database = _database ?? Connect();
        if (job.Begun is { } begun && database.HasAdjustment(job.Plan.Id))
        {
            return begun;
        }

        AdjustmentOutcome? outcome = null;
        if (!job.IsGivenUp)
        {
            database.Adjust(job.Plan, _time.GetUtcNow(), decided => (outcome, job.Begun) = (decided, decided.Done is null ? null : decided));
        }

        return outcome;
    }
}
