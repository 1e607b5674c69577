using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger.Chain;

namespace SlaAgent.Ledger;

/// <summary>The open database. One thread at a time uses it; each method that writes is one transaction.</summary>
internal sealed partial class LedgerDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly SlotTable _slots;
    private readonly IncidentTable _incidents;
    private readonly HeldTable _held;
    private readonly EvaluationTable _evaluations;
    private readonly EntryTable _entries;
    private readonly HourTable _hours;
    private readonly LedgerBudget _budget;
    private readonly LedgerOptions _options;
    private string _synchronous = "";
    private long _forgotten;
    private long _taken;

    private LedgerDatabase(SqliteConnection connection, LedgerBudget budget, LedgerOptions options, EntrySigner? signer)
    {
        _connection = connection;
        _budget = budget;
        _options = options;
        _statements = new SqliteStatements(connection);
        _entries = new EntryTable(_statements, signer);
        _hours = new HourTable(_statements, options.MergeLatencies);
        _slots = new SlotTable(_statements, options.MergeLatencies);
        _incidents = new IncidentTable(_statements);
        _held = new HeldTable(_statements, budget.HeldRows);
        _evaluations = new EvaluationTable(_statements, budget.EvaluationRows);
    }

    /// <summary>Share of the database's pages that are in use, 0 to 1.</summary>
    public double Fullness => (_statements.Number("PRAGMA page_count") - _statements.Number("PRAGMA freelist_count")) / (double)_budget.DatabasePages;

    /// <summary>Token of the last transaction that committed; empty for none.</summary>
    public string LastToken
    {
        get
        {
            using var reader = _statements.Query("SELECT token FROM commits");
            return reader.Read() ? reader.GetString(0) : "";
        }
    }

    /// <summary>Opens or makes the database.</summary>
    /// <exception cref="LedgerDamagedException">It is damaged or of another version.</exception>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public static LedgerDatabase Open(string path, LedgerBudget budget, LedgerOptions options, EntrySigner? signer = null)
    {
        try
        {
            return new LedgerDatabase(LedgerSchema.Open(path, budget), budget, options, signer);
        }
        catch (SqliteException error) when (LedgerSchema.MeansDamage(error))
        {
            throw new LedgerDamagedException(error.Message);
        }
    }

    /// <summary>
    /// Writes all of <paramref name="batch"/> but its slots, and <paramref name="slots"/>, in one transaction. With incidents, runs of evaluations, evidence or what somebody waits for it returns only
    /// when the disk has them (fsync); without, a power cut may take the last seconds of counts, a kill of the process may not.
    /// </summary>
    public void Commit(PendingBatch batch, IReadOnlyList<SlotRecord> slots, string token, DateTimeOffset now)
    {
        Synchronous(batch.Incidents.Count > 0 || batch.Evaluations.Count > 0 || !batch.Evidence.IsEmpty || batch.IsAwaited ? "FULL" : "NORMAL");
        InTransaction(() =>
        {
            Write(batch, slots);
            _hours.Add(slots, now);
            PutOnRecord(batch.Evidence, now);
            _statements.Run("INSERT OR REPLACE INTO commits(one, token) VALUES(1, $1)", token);
            return 0;
        });
    }

    /// <summary>Writes what another ledger held: its counts are in its record already, or in its open hours.</summary>
    public void CarryOver(PendingBatch batch, IReadOnlyList<SlotRecord> slots)
    {
        Synchronous("FULL");
        InTransaction(() =>
        {
            Write(batch, slots);
            return 0;
        });
    }

    /// <summary>Brings the file itself up to date; what it holds is then no longer in the log.</summary>
    public void Checkpoint() => _statements.Run("PRAGMA wal_checkpoint(TRUNCATE)");

    /// <summary>One bounded step of making old slots coarser; whether there may be more to do.</summary>
    public bool Compact(DateTimeOffset now)
    {
        var rows = _budget.RowsPerTransaction;
        return InTransaction(() => _slots.Coarsen(SlotArithmetic.Fine, SlotArithmetic.Medium, now - SlotArithmetic.FineAge, rows)) == rows
            || InTransaction(() => _slots.Coarsen(SlotArithmetic.Medium, SlotArithmetic.Coarse, now - SlotArithmetic.MediumAge, rows)) == rows
            || InTransaction(() => _slots.Forget(now - SlotArithmetic.CoarseAge, rows)
                + _slots.ForgetSlices(now - SlotArithmetic.CoarseAge, now - SlotArithmetic.FineAge, rows) + _incidents.Forget(rows)
                + _evaluations.Forget(now - SlotArithmetic.CoarseAge, rows)) >= rows;
    }

    /// <summary>One step of making room, the oldest detail first; false where nothing is left to give up.</summary>
    public bool MakeRoom(DateTimeOffset now)
    {
        var rows = _budget.RowsPerTransaction;
        if (InTransaction(() => _slots.Coarsen(SlotArithmetic.Fine, SlotArithmetic.Medium, DateTimeOffset.MaxValue, rows)) > 0
            || InTransaction(() => _slots.Coarsen(SlotArithmetic.Medium, SlotArithmetic.Coarse, DateTimeOffset.MaxValue, rows)) > 0
            || InTransaction(() => _evaluations.Drop(rows)) > 0
            || GiveUpEntries(RecordShare, rows, now))
        {
            return true;
        }

        var forgotten = InTransaction(() => _slots.Forget(DateTimeOffset.MaxValue, rows));
        _forgotten += forgotten;
        return forgotten > 0 || GiveUpEntries(0, rows, now);
    }

    /// <summary>Whether a run of an evaluation is there.</summary>
    public bool HasEvaluation(string service, string probe, DateTimeOffset scheduledAt) => _evaluations.Has(service, probe, scheduledAt);

    /// <summary>Slots, held results and runs given up for want of room since the last call.</summary>
    public long TakeDropped()
    {
        var all = _forgotten + _held.Dropped + _evaluations.Dropped;
        (var dropped, _taken) = (all - _taken, all);
        return dropped;
    }

    /// <summary>Reads everything.</summary>
    /// <exception cref="LedgerDamagedException">It holds a value that was never written so.</exception>
    public LedgerContents Load()
    {
        try
        {
            return Read();
        }
        catch (Exception error) when (LedgerSchema.MeansSenselessValue(error))
        {
            throw new LedgerDamagedException(error.Message);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private LedgerContents Read()
    {
        var (slots, unreadable) = _slots.Load();
        var (held, unreadableHeld) = _held.Load();
        var (runs, unreadableRuns) = _evaluations.Load();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        using (var reader = _statements.Query("SELECT key, value FROM facts"))
        {
            while (reader.Read())
            {
                facts[reader.GetString(0)] = reader.GetString(1);
            }
        }

        return _incidents.Load(new LedgerContents 
        {
            Slots = slots, Held = held, Evaluations = runs, Facts = facts, Unreadable = unreadable + unreadableHeld + unreadableRuns,
        });
    }

    private void Write(PendingBatch batch, IReadOnlyList<SlotRecord> slots)
    {
        WriteIncidents(batch);
        _held.Write(batch.Released, batch.Held);
        _evaluations.Add(batch.Evaluations.Values);
        WriteFacts(batch);
        foreach (var slot in slots)
        {
            _slots.Add(slot);
        }
    }

    private void WriteIncidents(PendingBatch batch)
    {
        foreach (var id in batch.TakenOver)
        {
            _incidents.TakeOver(id);
        }

        foreach (var (incident, handedOn) in batch.Incidents.Values)
        {
            _incidents.Put(incident, handedOn);
        }

        foreach (var (key, record) in batch.Deliveries)
        {
            _incidents.Put(key, record);
        }
    }

    private void WriteFacts(PendingBatch batch)
    {
        foreach (var (key, value) in batch.Facts)
        {
            if (value is null)
            {
                _statements.Run("DELETE FROM facts WHERE key = $1", key);
            }
            else
            {
                _statements.Run("INSERT OR REPLACE INTO facts(key, value) VALUES($1, $2)", key, value);
            }
        }
    }

    private void Synchronous(string mode)
    {
        if (_synchronous != mode)
        {
            _statements.Run("PRAGMA synchronous = " + mode);
            _synchronous = mode;
        }
    }

    private int InTransaction(Func<int> work)
    {
        _statements.Run("BEGIN IMMEDIATE");
        try
        {
            var rows = work();
            _statements.Run("COMMIT");
            return rows;
        }
        catch (Exception error)
        {
            RollBack();
            if (LedgerSchema.MeansSenselessValue(error))
            {
                throw new LedgerDamagedException(error.Message);
            }

            throw;
        }
    }

    private void RollBack()
    {
        _slots.RolledBack();
        _entries.RolledBack();
        _held.RolledBack();
        _evaluations.RolledBack();
        try
        {
            _statements.Run("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself after some errors (disk full, I/O) and then says so here.
        }
    }
}
