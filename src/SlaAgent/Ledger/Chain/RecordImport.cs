using System.Globalization;
using Microsoft.Data.Sqlite;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger.Chain;

/// <summary>Puts an exported record into an empty state folder.</summary>
internal static class RecordImport
{
    private const int AtOnce = 500;

    /// <summary>Checks the file, then takes it over; how many entries.</summary>
    /// <exception cref="RecordUnreadableException">It cannot be read, or is not sound; or the folder cannot be written, or holds a ledger.</exception>
    /// <exception cref="StateHeldException">An agent has the folder.</exception>
    public static long Read(string file, string folder, IReadOnlyDictionary<string, byte[]> trusted, TimeProvider time)
    {
        var findings = Check(file, trusted);
        var files = new LedgerFiles(folder);
        if (File.Exists(files.Database))
        {
            throw new RecordUnreadableException($"there is a ledger in {folder}: a record goes into an empty state folder");
        }

        try
        {
            files.MakeFolder();
            using var held = StateLock.Take(folder, "slaagent import", time.GetUtcNow());
            return Carry(file, files, findings, time);
        }
        catch (Exception error) when (error is SqliteException or UnauthorizedAccessException || (error is IOException and not StateHeldException))
        {
            throw new RecordUnreadableException($"{folder} cannot be written: {error.Message}");
        }
    }

    private static ChainFindings Check(string file, IReadOnlyDictionary<string, byte[]> trusted)
    {
        using var source = ExportedRecord.Open(file);
        var findings = RecordCheck.Run(source, trusted);
        return findings.IsSound ? findings : throw new RecordUnreadableException($"{file} is not sound: entry {findings.Faults[0].Number.ToString(CultureInfo.InvariantCulture)}: {findings.Faults[0].Problem}");
    }

    /// <summary>Beside the place of the database until it is whole: a kill in between leaves nothing half done.</summary>
    private static long Carry(string file, LedgerFiles files, ChainFindings findings, TimeProvider time)
    {
        files.DeleteSalvage();
        using (var source = ExportedRecord.Open(file))
        using (var into = LedgerDatabase.Open(files.Salvage, new LedgerBudget(long.MaxValue / 4), new LedgerOptions { Folder = "", MergeLatencies = SlotLatencies.Merge }))
        {
            foreach (var chunk in source.Rows().Select(row => row.Entry).OfType<ChainEntry>().Chunk(AtOnce))
            {
                into.CarryRecord(chunk, (chunk[^1].Number, chunk[^1].Hash));
            }

            into.CarrySigners(source.Signers);
            if (source.IsExcerpt && findings.Breaks.All(known => known.FirstKept != findings.First))
            {
                into.RecordPruned($"imported from a file that begins with entry {findings.First.ToString(CultureInfo.InvariantCulture)}", time.GetUtcNow());
            }

            into.Checkpoint();
        }

        files.PutSalvageInPlace();
        return findings.Entries;
    }
}
