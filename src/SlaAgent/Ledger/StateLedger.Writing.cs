using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>Writing what waits, a transaction at a time.</summary>
internal sealed partial class StateLedger
{
    private const int MostHoursAtOnce = 24;

    private FailedCommit? _failed;
    private volatile LedgerHead? _head;

    /// <summary>How far the record goes; null while nothing was read of it.</summary>
    public LedgerHead? Head => _head;

    private void WriteAll(PendingBatch batch)
    {
        var database = _database ?? Connect();
        SettleFailedCommit(database, batch);
        MakeRoom(database);
        while (!batch.IsEmpty)
        {
            MakeRoom(database);
            var fresh = batch.Incidents.Values.Where(entry => !entry.HandedOn).Select(entry => entry.Incident).ToList();
            var slots = batch.TakeSlots(new LedgerBudget(Limit()).RowsPerTransaction);
            WriteOne(database, batch, slots);
            batch.ClearAllButSlots();
            if (fresh.Count > 0)
            {
                HandOn?.Invoke(fresh);
            }
        }

        CompactNowAndThen(database);
        CountDropped(database.TakeDropped());
        _head = database.Head;
    }

    private void WriteOne(LedgerDatabase database, PendingBatch batch, List<SlotRecord> slots)
    {
        var token = Guid.NewGuid().ToString("N");
        try
        {
            database.Commit(batch, slots, token, _time.GetUtcNow());
        }
        catch (Exception error) when (error is SqliteException or LedgerDamagedException)
        {
            _failed = new FailedCommit(token, slots, batch.Evidence.Take());
            throw;
        }
    }

    /// <summary>
    /// A commit whose fsync failed may be found committed when the file is opened again. Its counts and what it put on the record must not be there twice; all else in it is a latest
    /// state and does no harm twice.
    /// </summary>
    private void SettleFailedCommit(LedgerDatabase database, PendingBatch batch)
    {
        if (_failed is { } failed && database.LastToken != failed.Token)
        {
            batch.AddSlots(failed.Slots);
            batch.PutBack(failed.Evidence);
        }

        _failed = null;
    }

    private void MakeRoom(LedgerDatabase database)
    {
        var gaveUp = false;
        var entries = database.EntriesGivenUp;
        while (database.Fullness > 0.85 && database.MakeRoom(_time.GetUtcNow()))
        {
            gaveUp = true;
        }

        if (database.EntriesGivenUp > entries)
        {
            LogGaveUpEntries(database.EntriesGivenUp - entries);
        }

        var now = _time.GetTimestamp();
        if (gaveUp && now >= _nextRoomLog)
        {
            LogMadeRoom();
            _nextRoomLog = now + (3600 * _time.TimestampFrequency);
        }
    }

    private void CompactNowAndThen(LedgerDatabase database)
    {
        var now = _time.GetTimestamp();
        if (now < _nextCompaction)
        {
            return;
        }

        var wall = _time.GetUtcNow();
        var hours = 0;
        while (hours < MostHoursAtOnce && database.SealHour(wall))
        {
            hours++;
        }

        var more = hours == MostHoursAtOnce | database.PruneRecord(wall) | database.Compact(wall);
        _nextCompaction = more ? 0 : now + (10 * _time.TimestampFrequency);
    }

    private sealed record FailedCommit(string Token, IReadOnlyList<SlotRecord> Slots, PendingEvidence Evidence);
}
