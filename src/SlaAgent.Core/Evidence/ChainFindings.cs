namespace SlaAgent.Core.Evidence;

/// <summary>What came of checking a record.</summary>
/// <param name="Entries">Entries that were checked.</param>
/// <param name="First">Number of the first one; 0 for none.</param>
/// <param name="Last">Number of the last one; 0 for none.</param>
/// <param name="Head">Hash of the last one; 64 zeros for none.</param>
/// <param name="Signed">Entries with a sound signature.</param>
/// <param name="Faults">What is wrong, in order; at most <see cref="ChainCheck.MostFaults"/>.</param>
/// <param name="FaultCount">How much is wrong.</param>
/// <param name="Breaks">Where entries are not kept and an entry says so.</param>
public sealed record ChainFindings(
    long Entries, long First, long Last, string Head, long Signed, IReadOnlyList<ChainFault> Faults, long FaultCount, IReadOnlyList<ChainBreak> Breaks)
{
    /// <summary>Whether everything is as it was put on the record.</summary>
    public bool IsSound => FaultCount == 0;
}
