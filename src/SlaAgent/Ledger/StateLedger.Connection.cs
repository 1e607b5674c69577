using Microsoft.Data.Sqlite;
using SlaAgent.Core.Evidence;

namespace SlaAgent.Ledger;

/// <summary>Opening, losing and finding the database again.</summary>
internal sealed partial class StateLedger
{
    private long Limit() => _options.LimitBytes - _files.SetAsideBytes();

    /// <summary>Does <paramref name="work"/> on the database; false, and degraded, where the disk does not let it.</summary>
    private bool Attempt(Action work)
    {
        try
        {
            try
            {
                work();
            }
            catch (Exception error) when (LedgerSchema.MeansDamage(error))
            {
                StartAnew(error.Message);
                work();
            }

            Recovered();
            return true;
        }
        catch (Exception error) when (LedgerSchema.MeansDamage(error) || error is SqliteException or UnauthorizedAccessException || (error is IOException and not StateHeldException))
        {
            Lose(error.Message);
            return false;
        }
        catch (StateHeldException error) when (_writer.IsAlive)
        {
            // Only the start is refused for it; an agent that is running with its folder lost to another one goes on in memory.
            Lose(error.Message);
            return false;
        }
    }

    private LedgerDatabase Connect()
    {
        _files.MakeFolder();
        _lock ??= StateLock.Take(_options.Folder, _options.HolderName, _time.GetUtcNow());
        _files.PutSalvageInPlace();
        try
        {
            _database = LedgerDatabase.Open(_files.Database, new LedgerBudget(Limit()), _options, _signer);
        }
        catch (LedgerDamagedException error)
        {
            StartAnew(error.Message);
        }

        _head = _database!.Head;
        return _database;
    }

    private void StartAnew(string reason)
    {
        _database?.Dispose();
        _database = null;
        var salvaged = Salvage(reason);
        var aside = _files.SetAside(_time.GetUtcNow());
        _files.PutSalvageInPlace();
        _files.TrimSetAside(_options.LimitBytes);
        Interlocked.Increment(ref _setAside);
        Interlocked.Add(ref _errors, 1 + salvaged.Unreadable);
        LogSetAside(aside, reason, salvaged);
        _database = LedgerDatabase.Open(_files.Database, new LedgerBudget(Limit()), _options, _signer);
        if (_database.Head.Number == 0)
        {
            _database.Record([new EvidenceItem.Pruned(1, HashChain.Beginning, $"the record begins here: the ledger before was damaged ({reason}), and nothing of a record could be carried over")], _time.GetUtcNow());
        }

        if (Recall?.Invoke() is { } memory)
        {
            var batch = new PendingBatch(_options.MergeLatencies);
            batch.Add(memory);
            foreach (var (incident, _) in batch.Incidents.Values.ToList())
            {
                batch.Incidents[incident.Id] = (incident, true);
            }

            _database.CarryOver(batch, batch.TakeSlots(int.MaxValue));
        }
    }

    /// <summary>Makes a new database of what can be read of the damaged one, beside it; whatever goes wrong in that, a new one can still be begun empty.</summary>
    private SalvageSummary Salvage(string reason)
    {
        try
        {
            _files.DeleteSalvage();
            var budget = new LedgerBudget(Limit() - _files.DatabaseBytes);
            using var into = LedgerDatabase.Open(_files.Salvage, budget, _options, _signer);
            into.Checkpoint();
            var summary = new LedgerSalvage(into, budget, _options.MergeLatencies, _time, reason).Carry(_files.Database, _files.FirstPageOfSalvage());
            into.Checkpoint();
            return summary;
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            LogNotSalvaged(error.Message);
            _files.DeleteSalvage();
            return SalvageSummary.Nothing;
        }
    }

    private void Lose(string reason)
    {
        _database?.Dispose();
        _database = null;
        Interlocked.Increment(ref _errors);
        _nextAttempt = _time.GetTimestamp() + (long)(_options.RetryInterval.TotalSeconds * _time.TimestampFrequency);
        if (!_degraded)
        {
            LogDegraded(_options.Folder, reason);
        }

        _degraded = true;
    }

    private void Recovered()
    {
        if (_degraded)
        {
            LogRecovered(_options.Folder);
        }

        _degraded = false;
    }
}
