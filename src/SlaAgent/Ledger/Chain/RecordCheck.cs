using System.Globalization;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>Checks a record from its first entry to its last.</summary>
internal static class RecordCheck
{
    /// <summary>Checks all of it.</summary>
    /// <param name="source">The record.</param>
    /// <param name="trusted">Keys of which one must have signed it, by id; none where nobody need have.</param>
    /// <param name="take">Takes each entry that can be read, with what it says: null where its kind is of a later version or its text of none, and where that is not wanted.</param>
    /// <param name="wants">Of which entries it is wanted what they say: most of the work is to understand it, and none of that is needed to check it. Null for all.</param>
    /// <exception cref="RecordUnreadableException">It cannot be read to its end.</exception>
    public static ChainFindings Run(RecordSource source, IReadOnlyDictionary<string, byte[]> trusted, Action<ChainEntry, EvidenceItem?>? take = null, Func<ChainEntry, bool>? wants = null)
    {
        using var signatures = new SignatureCheck(source.Signers, trusted);
        var check = new ChainCheck(signatures.Fault, source.IsExcerpt);
        var last = 0L;
        foreach (var row in source.Rows())
        {
            if (row.Entry is not { } entry)
            {
                check.AddUnreadable(row.Number, null, null, row.Problem);
                continue;
            }

            // To check the hash nothing need be understood but what is missing.
            var item = entry.Kind == EvidenceText.Pruned || (take is not null && wants?.Invoke(entry) != false) ? EvidenceText.ReadOrNone(entry.Kind, entry.Body.Span) : null;
            check.Add(entry, item as EvidenceItem.Pruned);
            take?.Invoke(entry, item);
            last = entry.Number;
        }

        foreach (var key in signatures.ChangedKeys())
        {
            check.AddUnreadable(0, null, null, $"the public key {key} that is noted in the record was changed");
        }

        var findings = check.Finish(source.Head);
        return trusted.Count > 0 && signatures.LastTrusted < last ? WithUnsigned(findings, signatures.LastTrusted, last) : findings;
    }

    private static ChainFindings WithUnsigned(ChainFindings findings, long trusted, long last)
    {
        var which = trusted == 0 ? "no entry is signed with the given key" : string.Create(CultureInfo.InvariantCulture, $"entries {trusted + 1} to {last} are not signed with the given key");
        return findings with { Faults = [.. findings.Faults, new ChainFault(trusted + 1, null, null, which)], FaultCount = findings.FaultCount + 1 };
    }
}
