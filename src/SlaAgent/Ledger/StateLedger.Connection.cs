using Microsoft.Data.Sqlite;

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
            catch (SqliteException error) when (LedgerSchema.MeansDamage(error))
            {
                StartAnew(error.Message);
                work();
            }

            Recovered();
            return true;
        }
        catch (Exception error) when (error is SqliteException or LedgerDamagedException or UnauthorizedAccessException || (error is IOException and not StateHeldException))
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
        try
        {
            _database = LedgerDatabase.Open(_files.Database, new LedgerBudget(Limit()), _options.MergeLatencies);
        }
        catch (LedgerDamagedException error)
        {
            StartAnew(error.Message);
        }

        return _database!;
    }

    private void StartAnew(string reason)
    {
        _database?.Dispose();
        _database = null;
        var aside = _files.SetAside(_time.GetUtcNow(), _options.LimitBytes);
        Interlocked.Increment(ref _setAside);
        LogSetAside(aside, reason);
        _database = LedgerDatabase.Open(_files.Database, new LedgerBudget(Limit()), _options.MergeLatencies);
        if (Recall?.Invoke() is { } memory)
        {
            var batch = new PendingBatch(_options.MergeLatencies);
            batch.Add(memory);
            foreach (var (incident, _) in batch.Incidents.Values.ToList())
            {
                batch.Incidents[incident.Id] = (incident, true);
            }

            _database.Commit(batch, batch.TakeSlots(int.MaxValue), "");
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
