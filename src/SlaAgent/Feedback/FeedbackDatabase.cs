using Microsoft.Data.Sqlite;
using SlaAgent.Core.Contracts;
using SlaAgent.Ledger;

namespace SlaAgent.Feedback;

/// <summary>The open database of predictions and their truths. One thread at a time uses it; each method that writes is one transaction, on the disk when it returns.</summary>
internal sealed class FeedbackDatabase : IDisposable
{
    private const int Version = 1;
    private const int PageSize = 4096;

    private const string Tables = """
        CREATE TABLE services(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, labels INTEGER NOT NULL, corrected INTEGER NOT NULL, dropped INTEGER NOT NULL, mark TEXT);
        CREATE TABLE items(service INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, prediction TEXT, score REAL, label TEXT, number INTEGER NOT NULL,
            PRIMARY KEY(service, id)) WITHOUT ROWID;
        CREATE INDEX items_by_time ON items(service, at, id);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly long _pages;

    private FeedbackDatabase(SqliteConnection connection, long limitBytes)
    {
        (_connection, _statements) = (connection, new SqliteStatements(connection));

        // Three quarters for the file, the rest for its log.
        _pages = Math.Max(limitBytes * 3 / 4 / PageSize, 16);
    }

    /// <summary>Opens or makes the database.</summary>
    /// <exception cref="SqliteException">It cannot be opened, or is damaged.</exception>
    /// <exception cref="LedgerDamagedException">It is of another version.</exception>
    public static FeedbackDatabase Open(string path, long limitBytes)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        try
        {
            connection.Open();
            var database = new FeedbackDatabase(connection, limitBytes);
            database.Prepare(limitBytes);
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Takes items.</summary>
    public FeedbackOutcome Write(string service, FeedbackSettings settings, IReadOnlyList<FeedbackItem> items, DateTimeOffset now)
    {
        MakeRoom();
        return InTransaction(() =>
        {
            var merging = new FeedbackMerging(_statements, ServiceId(service), now);
            foreach (var item in items)
            {
                merging.Take(item);
            }

            merging.End();
            Forget(ServiceId(service), settings, now);
            return merging.Outcome;
        });
    }

    /// <summary>Predictions made in [<paramref name="from"/>, <paramref name="to"/>), in order of time and id, those after <paramref name="after"/>; at most <paramref name="most"/>.</summary>
    public IReadOnlyList<FeedbackRow> Page(string service, DateTimeOffset from, DateTimeOffset to, FeedbackRow? after, int most)
    {
        var rows = new List<FeedbackRow>();
        using var reader = _statements.Query(
            """
            SELECT at, id, prediction, score, label, number FROM items
            WHERE service = $1 AND at < $2 AND (at, id) > ($3, $4) AND prediction IS NOT NULL ORDER BY at, id LIMIT $5
            """,
            ServiceId(service),
            to.ToUnixTimeMilliseconds(),
            after?.At ?? (from.ToUnixTimeMilliseconds() - 1),
            after?.Id ?? "\U0010FFFF",
            most);
        while (reader.Read())
        {
            rows.Add(new(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetDouble(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                reader.GetInt64(5)));
        }

        return rows;
    }

    /// <summary>What is known of the predictions since <paramref name="from"/>.</summary>
    public FeedbackFacts Facts(string service, DateTimeOffset from)
    {
        using var reader = _statements.Query(
            """
            SELECT count(prediction), count(CASE WHEN prediction IS NOT NULL THEN label END), min(CASE WHEN prediction IS NOT NULL THEN at END),
                max(CASE WHEN prediction IS NOT NULL THEN at END), (SELECT count(*) FROM items WHERE service = $1 AND prediction IS NULL),
                (SELECT corrected FROM services WHERE id = $1), (SELECT dropped FROM services WHERE id = $1)
            FROM items WHERE service = $1 AND at >= $2
            """,
            ServiceId(service),
            from.ToUnixTimeMilliseconds());
        reader.Read();
        return new(
            reader.GetInt64(0),
            reader.GetInt64(1),
            reader.IsDBNull(2) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
            reader.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
            reader.GetInt64(4),
            reader.GetInt64(5),
            reader.GetInt64(6));
    }

    /// <summary>What evaluations of <paramref name="service"/> hold on to, as text; null for nothing yet.</summary>
    public string? Mark(string service)
    {
        using var reader = _statements.Query("SELECT mark FROM services WHERE id = $1", ServiceId(service));
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetString(0) : null;
    }

    /// <summary>Sets it.</summary>
    public void SetMark(string service, string mark) => _statements.Run("UPDATE services SET mark = $2 WHERE id = $1", ServiceId(service), mark);

    /// <inheritdoc />
    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private void Prepare(long limitBytes)
    {
        _statements.Run($"PRAGMA page_size = {PageSize}");
        _statements.Run("PRAGMA cache_size = -1024");
        _statements.Run("PRAGMA journal_mode = WAL");
        _statements.Run("PRAGMA synchronous = FULL");
        _statements.Run($"PRAGMA max_page_count = {_pages}");
        _statements.Run($"PRAGMA journal_size_limit = {limitBytes / 8}");
        _statements.Run($"PRAGMA wal_autocheckpoint = {Math.Clamp(limitBytes / 8 / PageSize, 8, 1000)}");
        var version = _statements.Number("PRAGMA user_version");
        if (version == 0)
        {
            _statements.Run($"BEGIN IMMEDIATE; {Tables} PRAGMA user_version = {Version}; COMMIT");
        }
        else if (version != Version)
        {
            throw new LedgerDamagedException($"its version is {version}, this agent's is {Version}");
        }
    }

    private long ServiceId(string service)
    {
        _statements.Run("INSERT OR IGNORE INTO services(name, labels, corrected, dropped) VALUES($1, 0, 0, 0)", service);
        return _statements.Number("SELECT id FROM services WHERE name = $1", service);
    }

    /// <summary>Lets go of what no evaluation looks at any more, then of the oldest where there are too many; only those were lost.</summary>
    private void Forget(long service, FeedbackSettings settings, DateTimeOffset now)
    {
        _statements.Run("DELETE FROM items WHERE service = $1 AND at < $2", service, (now - settings.Window - settings.Interval).ToUnixTimeMilliseconds());
        var tooMany = _statements.Number("SELECT count(*) FROM items WHERE service = $1", service) - settings.Keep;
        if (tooMany > 0)
        {
            Drop(service, tooMany);
        }
    }

    private void Drop(long service, long count)
    {
        var dropped = _statements.Run("DELETE FROM items WHERE service = $1 AND id IN (SELECT id FROM items WHERE service = $1 ORDER BY at, id LIMIT $2)", service, count);
        _statements.Run("UPDATE services SET dropped = dropped + $2 WHERE id = $1", service, dropped);
    }

    /// <summary>Lets go of a tenth of each service's oldest while the file is nearly full.</summary>
    private void MakeRoom()
    {
        while (Fullness() > 0.8)
        {
            var services = new List<(long Id, long Count)>();
            using (var reader = _statements.Query("SELECT service, count(*) FROM items GROUP BY service"))
            {
                while (reader.Read())
                {
                    services.Add((reader.GetInt64(0), reader.GetInt64(1)));
                }
            }

            if (services.Count == 0)
            {
                return;
            }

            InTransaction(() =>
            {
                services.ForEach(service => Drop(service.Id, (service.Count / 10) + 1));
                return 0;
            });
        }
    }

    private double Fullness() => (_statements.Number("PRAGMA page_count") - _statements.Number("PRAGMA freelist_count")) / (double)_pages;

    private T InTransaction<T>(Func<T> work)
    {
        _statements.Run("BEGIN IMMEDIATE");
        try
        {
            var result = work();
            _statements.Run("COMMIT");
            return result;
        }
        catch
        {
            try
            {
                _statements.Run("ROLLBACK");
            }
            catch (SqliteException)
            {
                // SQLite has rolled back by itself after some errors (disk full, I/O) and then says so here.
            }

            throw;
        }
    }
}
