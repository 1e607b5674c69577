using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger.Chain;

/// <summary>Writes a record, or the part of it from one time to another, as a file of lines.</summary>
internal static class RecordExport
{
    /// <summary>Writes it; how many entries.</summary>
    /// <param name="folder">State folder.</param>
    /// <param name="from">Entries put on the record from then on.</param>
    /// <param name="to">Entries put on the record before then.</param>
    /// <param name="output">Takes the lines.</param>
    /// <exception cref="RecordUnreadableException">It cannot be read, or is not sound: what is exported must be believable.</exception>
    public static long Write(string folder, DateTimeOffset? from, DateTimeOffset? to, Stream output)
    {
        using var source = DatabaseRecord.Open(folder);
        if (!RecordCheck.Run(source, new Dictionary<string, byte[]>()).IsSound)
        {
            throw new RecordUnreadableException($"the record in {folder} is not sound; 'slaagent verify' says what is wrong, and a copy of the folder keeps all there is");
        }

        // Entries are numbered as they came; a wall clock that was set back must not tear a part out of the middle.
        long first = long.MaxValue, last = 0;
        ChainEntry? oldest = null, end = null;
        foreach (var entry in Entries(source))
        {
            oldest ??= entry;
            if ((from is null || entry.At >= from) && (to is null || entry.At < to))
            {
                (first, last, end) = (Math.Min(first, entry.Number), entry.Number, entry);
            }
        }

        var entries = Entries(source).Where(entry => entry.Number >= first && entry.Number <= last);
        var isExcerpt = end is not null && (oldest!.Number != first || first != 1);
        var header = new RecordHeader(entries.LongCount(), last, end?.HashText ?? HashChain.Beginning, isExcerpt, source.Signers);
        Write(output, header.Write());
        foreach (var entry in entries)
        {
            Write(output, RecordLine.Write(entry));
        }

        output.Flush();
        return header.Entries;
    }

    private static IEnumerable<ChainEntry> Entries(DatabaseRecord source) => source.Rows().Select(row => row.Entry).OfType<ChainEntry>();

    private static void Write(Stream output, byte[] line)
    {
        output.Write(line);
        output.WriteByte((byte)'\n');
    }
}
