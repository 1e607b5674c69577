using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>Reads a whole record, also while the agent runs.</summary>
internal static class LedgerReader
{
    private static readonly Dictionary<string, byte[]> Nobody = [];

    /// <summary>
    /// Reads the record in a state folder or an exported file, as it is at one moment. What it holds is checked too: <see cref="LedgerRecord.Findings"/> says what is not as it was put there.
    /// Terms that were agreed before the oldest entry that is kept were put on the record again when older entries were given up: before its first one, an agreement's earliest terms hold.
    /// </summary>
    /// <exception cref="RecordUnreadableException">It cannot be read.</exception>
    public static LedgerRecord Read(string folderOrFile)
    {
        using var source = RecordSource.Open(folderOrFile);
        var (entries, unknown, isSigned) = (new List<LedgerEntry>(), 0, false);
        var findings = RecordCheck.Run(source, Nobody, (entry, item) =>
        {
            isSigned = entry.Signer is not null;
            if (item is null)
            {
                unknown++;
            }
            else
            {
                entries.Add(new LedgerEntry(entry.Number, entry.At, item, entry.HashText));
            }
        });
        return new LedgerRecord
        {
            Entries = entries,
            OpenHours = source is DatabaseRecord database ? database.OpenHours() : [],
            Head = new LedgerHead(findings.Entries, findings.First, findings.Last, findings.Head, isSigned),
            Unknown = unknown,
            Findings = findings,
        };
    }
}
