using System.Globalization;
using Microsoft.Data.Sqlite;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger.Chain;

/// <summary>
/// Carries the record of a damaged database over: each entry that hashes to what is noted in it, under its own number, so that reports keep their proof. Where some are missing between
/// them, and that there was damage at all, is put on the record.
/// </summary>
internal sealed class RecordSalvage(DamagedDatabase damaged, LedgerDatabase into, TimeProvider time)
{
    /// <summary>Share of the new ledger that the record may take.</summary>
    private const double Room = 0.6;

    private readonly SortedDictionary<long, ChainEntry> _entries = [];
    private readonly HashSet<long> _senseless = [];

    /// <summary>Carries over what can be read; how many entries. </summary>
    /// <param name="reason">What was found wrong with the database.</param>
    /// <param name="rows">Most rows that one transaction changes.</param>
    public int Carry(string reason, int rows)
    {
        if (!damaged.HasRecord)
        {
            return 0;
        }

        damaged.FromBothEnds("entries", $"SELECT {EntryTable.Columns} FROM entries", "number", Take);
        _senseless.ExceptWith(_entries.Keys);
        damaged.Unreadable += _senseless.Count;
        var head = Head();
        CarryEntries(head, rows);
        into.CarrySigners(Signers());
        var now = time.GetUtcNow();
        into.CarryHours(Hours(), now);
        into.Record(Breaks(head, "the ledger was damaged: " + reason), now);
        return _entries.Count;
    }

    /// <summary>The youngest first: the new ledger has the room that the damaged one, which is kept, leaves under the limit.</summary>
    private void CarryEntries((long Number, ReadOnlyMemory<byte> Hash) head, int rows)
    {
        into.CarryRecord([], head);
        foreach (var chunk in _entries.Values.Reverse().Chunk(rows).ToList())
        {
            if (into.Fullness < Room)
            {
                into.CarryRecord(chunk, head);
                continue;
            }

            foreach (var entry in chunk)
            {
                _entries.Remove(entry.Number);
            }
        }
    }

    private void Take(SqliteDataReader row)
    {
        if (EntryTable.Read(row) is { IsSound: true } entry)
        {
            _entries[entry.Number] = entry;
        }
        else
        {
            _senseless.Add(DamagedDatabase.Number(row, 0) ?? 0);
        }
    }

    /// <summary>Where the record ended: as is noted, or where the last entry is that could be read.</summary>
    private (long Number, ReadOnlyMemory<byte> Hash) Head()
    {
        (long Number, ReadOnlyMemory<byte> Hash) head = _entries.Count == 0 ? (0, new byte[HashChain.Length]) : (_entries.Keys.Last(), _entries.Values.Last().Hash);
        damaged.FromBothEnds("head", "SELECT number, hash FROM head", "one", row =>
        {
            // Only one that makes sense: it must not stand before what is there, nor far beyond it.
            if (DamagedDatabase.Number(row, 0) is { } number && number > head.Number && number < head.Number + 1_000_000 && DamagedDatabase.Bytes(row, 1) is { Length: HashChain.Length } hash)
            {
                head = (number, hash);
            }
        });
        return head;
    }

    private List<EvidenceItem> Breaks((long Number, ReadOnlyMemory<byte> Hash) head, string because)
    {
        var breaks = new List<EvidenceItem>();
        var before = 0L;
        foreach (var entry in _entries.Values)
        {
            if (entry.Number != before + 1 || before == 0)
            {
                breaks.Add(Break(entry.Number, entry.PreviousText, IsSaid(entry) ? 0 : entry.Number - before - 1, because));
            }

            before = entry.Number;
        }

        if (head.Number > before)
        {
            breaks.Add(Break(head.Number + 1, Convert.ToHexStringLower(head.Hash.Span), head.Number - before, because));
        }

        return breaks.Count > 0 ? breaks : [Break(1, HashChain.Beginning, 0, because + "; no entry of a record could be carried over")];
    }

    /// <summary>Whether an entry says already that those before this one are not kept.</summary>
    private bool IsSaid(ChainEntry first) => _entries.Values.Any(entry =>
        entry.Kind == EvidenceText.Pruned && EvidenceText.Read(entry.Kind, entry.Body.Span) is EvidenceItem.Pruned said && said.FirstKept == first.Number && said.Before == first.PreviousText);

    private static EvidenceItem.Pruned Break(long first, string before, long missing, string because) =>
        new(first, before, missing == 0 ? because : string.Create(CultureInfo.InvariantCulture, $"{because}; {missing} entries before entry {first} could not be carried over"));

    private Dictionary<string, byte[]> Signers()
    {
        var signers = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        damaged.FromBothEnds("signers", "SELECT id, public FROM signers", "id", row =>
        {
            if (DamagedDatabase.Text(row, 0) is { } id && DamagedDatabase.Bytes(row, 1) is { } key && EntrySigner.IdOf(key) == id)
            {
                signers[id] = key;
            }
        });
        return signers;
    }

    private List<SlotRecord> Hours()
    {
        var hours = new Dictionary<(long, string), SlotRecord>();
        damaged.FromBothEnds("hours", "SELECT start, series, good, bad, covered, waived, latencies, reasons FROM hours", "start", row =>
        {
            if (DamagedDatabase.Number(row, 0) is > 0 and { } start && start <= DateTime.MaxValue.Ticks && DamagedDatabase.Text(row, 1) is { } series
                && Count(row, 2) is { } good && Count(row, 3) is { } bad && Count(row, 4) is { } covered && Count(row, 5) is { } waived)
            {
                hours[(start, series)] = new SlotRecord(series, new DateTimeOffset(start, TimeSpan.Zero), SlotArithmetic.Coarse, good, bad, new(covered), new(waived), DamagedDatabase.Bytes(row, 6))
                {
                    Reasons = SlotArithmetic.ReasonsOrNone(DamagedDatabase.Text(row, 7)),
                };
            }
            else
            {
                damaged.Unreadable++;
            }
        });
        return [.. hours.Values];
    }

    private static long? Count(SqliteDataReader row, int column) => DamagedDatabase.Number(row, column) is >= 0 and <= SlotArithmetic.Largest and { } count ? count : null;
}
