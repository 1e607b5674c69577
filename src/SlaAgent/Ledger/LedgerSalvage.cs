using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>
/// Carries what can be read of a damaged ledger into a new one: what is owed to people first (incidents, deliveries, drains), then runs of evaluations and counts. Bounded in time,
/// because the agent is not running meanwhile.
/// </summary>
internal sealed class LedgerSalvage(LedgerDatabase into, LedgerBudget budget, MergeLatencies mergeLatencies, TimeProvider time, string reason)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly long _began = time.GetTimestamp();
    private readonly List<SlotRecord> _waiting = [];
    private bool _isFull;
    private int _slots;

    /// <summary>Reads the file at <paramref name="path"/>, which stays as it is.</summary>
    /// <param name="path">The damaged database.</param>
    /// <param name="firstPage">The first page of a sound one: it leads to all tables, and is put in the place of one that leads nowhere.</param>
    public SalvageSummary Carry(string path, byte[] firstPage)
    {
        if (TryCarry(path) is { } summary)
        {
            return summary;
        }

        if (new FileInfo(path).Length < firstPage.Length * 2)
        {
            return SalvageSummary.Nothing;
        }

        var broken = ReplaceFirstPage(path, firstPage);
        try
        {
            return TryCarry(path) ?? SalvageSummary.Nothing;
        }
        finally
        {
            ReplaceFirstPage(path, broken);
        }
    }

    private static byte[] ReplaceFirstPage(string path, byte[] page)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        var before = new byte[page.Length];
        file.ReadExactly(before);
        file.Position = 0;
        file.Write(page);
        return before;
    }

    /// <summary>Null where the file leads to no table.</summary>
    private SalvageSummary? TryCarry(string path)
    {
        try
        {
            using var damaged = new DamagedDatabase(path);
            return damaged.HasTables ? Carry(damaged) : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private SalvageSummary Carry(DamagedDatabase damaged)
    {
        var reader = new SalvageReader(damaged);
        var (incidents, deliveries, facts, held, runs) = (reader.Incidents(), reader.Deliveries(), reader.Facts(), reader.Held(), reader.Evaluations());
        foreach (var chunk in incidents.OrderByDescending(row => row.Incident.IsOpen).ThenByDescending(row => row.Incident.EndedAt).Chunk(budget.RowsPerTransaction))
        {
            var batch = NewBatch();
            foreach (var row in chunk)
            {
                batch.Incidents[row.Incident.Id] = (row.Incident, row.Taken);
            }

            Write(batch, []);
        }

        foreach (var chunk in deliveries.Chunk(budget.RowsPerTransaction))
        {
            Write(NewBatch(new LedgerBatch { Deliveries = chunk }), []);
        }

        Write(NewBatch(new LedgerBatch { Facts = [.. facts.Select(fact => new KeyValuePair<string, string?>(fact.Key, fact.Value))] }), []);
        foreach (var chunk in held.Chunk(budget.RowsPerTransaction))
        {
            Write(NewBatch(new LedgerBatch { Held = chunk }), []);
        }

        foreach (var chunk in runs.Chunk(budget.RowsPerTransaction))
        {
            Write(NewBatch(new LedgerBatch { Evaluations = chunk }), []);
        }

        into.CarryToken(reader.Token());
        var entries = CarryRecord(damaged);
        new SlotSalvage(damaged).Read(Take);
        WriteSlots();
        IReadOnlyList<string> lost = _isFull || into.TakeDropped() > 0 ? [.. damaged.Broken, "what there was no room or time for"] : damaged.Broken;
        return new SalvageSummary(incidents.Count, deliveries.Count, held.Count, runs.Count, entries, _slots, damaged.Unreadable, lost);
    }

    private int CarryRecord(DamagedDatabase damaged)
    {
        try
        {
            return new RecordSalvage(damaged, into, time).Carry(reason, budget.RowsPerTransaction);
        }
        catch (SqliteException)
        {
            _isFull = true;
            return 0;
        }
    }

    private void Take(SlotRecord slot)
    {
        _waiting.Add(slot);
        if (_waiting.Count == budget.RowsPerTransaction)
        {
            WriteSlots();
        }
    }

    private void WriteSlots()
    {
        _isFull |= time.GetElapsedTime(_began) > Longest;
        if (!_isFull)
        {
            while (into.Fullness > 0.85 && into.MakeRoom(time.GetUtcNow()))
            {
                // Older detail goes before younger counts do.
            }

            Write(NewBatch(), [.. _waiting]);
            _slots += _isFull ? 0 : _waiting.Count;
        }

        _waiting.Clear();
    }

    private void Write(PendingBatch batch, IReadOnlyList<SlotRecord> slots)
    {
        if (_isFull || (batch.IsEmpty && slots.Count == 0))
        {
            return;
        }

        try
        {
            into.CarryOver(batch, slots);
        }
        catch (SqliteException)
        {
            // What is written so far is worth having.
            _isFull = true;
        }
    }

    private PendingBatch NewBatch(LedgerBatch? batch = null)
    {
        var pending = new PendingBatch(mergeLatencies);
        pending.Add(batch ?? new LedgerBatch());
        return pending;
    }
}
