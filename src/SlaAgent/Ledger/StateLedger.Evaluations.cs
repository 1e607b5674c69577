namespace SlaAgent.Ledger;

/// <summary>What is asked of runs of evaluations.</summary>
internal sealed partial class StateLedger
{
    /// <summary>
    /// Whether a run of an evaluation is on disk, for good: what led to it need not be kept. False where nothing can be read. Waits for the disk, so it is not to be
    /// asked where probes run.
    /// </summary>
    public bool HasEvaluation(string service, string probe, DateTimeOffset scheduledAt)
    {
        lock (_databaseGate)
        {
            var found = false;
            return Attempt(() => found = (_database ?? Connect()).HasEvaluation(service, probe, scheduledAt)) && found;
        }
    }
}
