using SlaAgent.Core.Evidence;

namespace SlaAgent.Commands.Record;

/// <summary>What <c>slaagent verify</c> found.</summary>
/// <param name="Record">Which record.</param>
/// <param name="Sound">Whether it is as it was put there, and holds the hash that was asked for.</param>
/// <param name="Entries">Entries that were checked.</param>
/// <param name="First">Number of the first one; 0 for none.</param>
/// <param name="Last">Number of the last one; 0 for none.</param>
/// <param name="Head">Its hash.</param>
/// <param name="Signed">Entries with a sound signature.</param>
/// <param name="Asked">The hash that was asked for; null where none was.</param>
/// <param name="AskedIs">Number of the entry with that hash; null where there is none.</param>
/// <param name="Faults">What is wrong.</param>
/// <param name="FaultCount">How much is wrong, beyond what is listed too.</param>
/// <param name="Breaks">Where entries are not kept and an entry says so.</param>
internal sealed record VerifyReport(
    string Record, bool Sound, long Entries, long First, long Last, string Head, long Signed, string? Asked, long? AskedIs, IReadOnlyList<ChainFault> Faults, long FaultCount, IReadOnlyList<ChainBreak> Breaks)
{
    public static VerifyReport Of(string record, ChainFindings findings, string? asked, long? askedIs) => new(
        record, findings.IsSound && (asked is null || askedIs is not null), findings.Entries, findings.First, findings.Last, findings.Head, findings.Signed, asked, askedIs, findings.Faults, findings.FaultCount,
        findings.Breaks);
}
