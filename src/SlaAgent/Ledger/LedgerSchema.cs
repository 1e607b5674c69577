using Microsoft.Data.Sqlite;

namespace SlaAgent.Ledger;

/// <summary>Opens the file and makes sure that it is a sound ledger of this version.</summary>
internal static class LedgerSchema
{
    /// <summary>Version written as <c>user_version</c>.</summary>
    public const int Version = 4;

    private const string Tables = """
        CREATE TABLE series(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE slots(length INTEGER NOT NULL, start INTEGER NOT NULL, series INTEGER NOT NULL, good INTEGER NOT NULL, bad INTEGER NOT NULL,
            covered INTEGER NOT NULL, waived INTEGER NOT NULL, latencies BLOB, PRIMARY KEY(length, start, series)) WITHOUT ROWID;
        CREATE TABLE incidents(id TEXT PRIMARY KEY, ended INTEGER, taken INTEGER NOT NULL, json BLOB NOT NULL) WITHOUT ROWID;
        CREATE INDEX incidents_by_end ON incidents(ended);
        CREATE TABLE deliveries(receiver TEXT NOT NULL, address TEXT NOT NULL, incident TEXT NOT NULL, firing INTEGER, resolved INTEGER, sent INTEGER,
            rejected TEXT, PRIMARY KEY(incident, receiver, address)) WITHOUT ROWID;
        CREATE TABLE held(at INTEGER NOT NULL, service TEXT NOT NULL, probe TEXT NOT NULL, json BLOB NOT NULL, PRIMARY KEY(at, service, probe)) WITHOUT ROWID;
        CREATE TABLE facts(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE commits(one INTEGER PRIMARY KEY CHECK (one = 1), token TEXT NOT NULL);
        """;

    // What came later stands last, so that the tables before it are where they are in older files: salvage finds them by that.
    private const string Evaluations = """
        CREATE TABLE evaluations(at INTEGER NOT NULL, service TEXT NOT NULL, probe TEXT NOT NULL, question TEXT NOT NULL, waived TEXT, json BLOB NOT NULL, digest BLOB NOT NULL,
            excluded TEXT NOT NULL, PRIMARY KEY(at, service, probe)) WITHOUT ROWID;
        """;

    // At the end of its table's rows, where older rows have nothing: SQLite reads that as null, in a damaged file too.
    private const string Acknowledged = "ALTER TABLE deliveries ADD COLUMN acknowledged INTEGER;";

    // Why events were bad; the record and what holds it together; what was counted in hours that are not on the record yet; the keys that signed.
    private const string Record = """
        ALTER TABLE slots ADD COLUMN reasons TEXT;
        CREATE TABLE entries(number INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, body BLOB NOT NULL, previous BLOB NOT NULL, hash BLOB NOT NULL,
            signature BLOB, signer TEXT);
        CREATE TABLE hours(start INTEGER NOT NULL, series TEXT NOT NULL, since INTEGER NOT NULL, good INTEGER NOT NULL, bad INTEGER NOT NULL, covered INTEGER NOT NULL,
            waived INTEGER NOT NULL, latencies BLOB, reasons TEXT, PRIMARY KEY(start, series)) WITHOUT ROWID;
        CREATE TABLE head(one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, hash BLOB NOT NULL);
        CREATE TABLE signers(id TEXT PRIMARY KEY, public BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Opens or makes the database.</summary>
    /// <exception cref="LedgerDamagedException">It is damaged or of another version.</exception>
    /// <exception cref="SqliteException">It cannot be opened or read.</exception>
    public static SqliteConnection Open(string path, LedgerBudget budget)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        try
        {
            connection.Open();
            using var statements = new SqliteStatements(connection);
            Prepare(statements, budget);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether <paramref name="error"/> means that the file itself is bad.</summary>
    public static bool MeansDamage(Exception error) =>
        error is SqliteException { SqliteErrorCode: 11 or 26 } or LedgerDamagedException || (error is SqliteException { SqliteErrorCode: 1 } other && MeansOtherTables(other.Message));

    // All statements are ours, and so are the tables: where they do not fit, the schema in the file is not what was written.
    private static bool MeansOtherTables(string message) =>
        message.Contains("no such column", StringComparison.Ordinal) || message.Contains("no such table", StringComparison.Ordinal) || message.Contains("has no column named", StringComparison.Ordinal);

    /// <summary>Whether reading a value that was never written so may throw <paramref name="error"/>.</summary>
    public static bool MeansSenselessValue(Exception error) => error is InvalidCastException or ArgumentOutOfRangeException or OverflowException;

    private static void Prepare(SqliteStatements statements, LedgerBudget budget)
    {
        statements.Run($"PRAGMA page_size = {LedgerBudget.PageSize}");
        if (statements.Number("SELECT count(*) FROM sqlite_schema") > 0)
        {
            Check(statements);
        }

        statements.Run("PRAGMA cache_size = -512");
        statements.Run("PRAGMA journal_mode = WAL");
        Migrate(statements);
        statements.Run($"PRAGMA max_page_count = {budget.DatabasePages}");
        statements.Run($"PRAGMA journal_size_limit = {budget.LogBytes}");
        statements.Run($"PRAGMA wal_autocheckpoint = {budget.CheckpointPages}");
        statements.Run("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <summary>Makes the tables, or those that a file of an older version lacks; before the limit holds, because a full file must be taken over too.</summary>
    private static void Migrate(SqliteStatements statements)
    {
        var missing = statements.Number("PRAGMA user_version") switch
        {
            0 => Tables + Evaluations + Acknowledged + Record,
            1 => Evaluations + Acknowledged + Record,
            2 => Acknowledged + Record,
            3 => Record,
            _ => "",
        };
        if (missing.Length > 0)
        {
            statements.Run($"BEGIN IMMEDIATE; {missing} PRAGMA user_version = {Version}; COMMIT");
        }
    }

    private static void Check(SqliteStatements statements)
    {
        var version = statements.Number("PRAGMA user_version");
        if (version is < 1 or > Version)
        {
            throw new LedgerDamagedException($"its version is {version}, this agent's is {Version}");
        }

        using var reader = statements.Query("PRAGMA quick_check(1)");
        if (reader.Read() && reader.GetString(0) is var finding && finding != "ok")
        {
            throw new LedgerDamagedException(finding.ReplaceLineEndings(" "));
        }
    }
}
