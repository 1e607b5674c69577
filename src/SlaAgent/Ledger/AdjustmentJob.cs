using SlaAgent.Core.Adjustments;

namespace SlaAgent.Ledger;

/// <summary>An adjustment that waits for the ledger.</summary>
internal sealed class AdjustmentJob(AdjustmentPlan plan)
{
    private readonly TaskCompletionSource<AdjustmentOutcome?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isGivenUp;

    /// <summary>The adjustment.</summary>
    public AdjustmentPlan Plan => plan;

    /// <summary>What came of it; null where nothing was done, because it was given up or the ledger ended.</summary>
    public Task<AdjustmentOutcome?> Done => _done.Task;

    /// <summary>Whether nobody waits for it any more: it is not begun, but where it may have been made already, that is still found out.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>What comes of it if the transaction that was begun committed; null where none was begun that changes anything.</summary>
    public AdjustmentOutcome? Begun { get; set; }

    /// <summary>Does not begin it any more.</summary>
    public void GiveUp() => _isGivenUp = true;

    /// <summary>Says what came of it.</summary>
    public void Finish(AdjustmentOutcome? outcome) => _done.TrySetResult(outcome);
}
