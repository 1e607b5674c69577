using Microsoft.Data.Sqlite;

namespace SlaAgent.Ledger;

/// <summary>Opens a ledger for reading only, also while an agent writes it: SQLite's log shows each reader one moment.</summary>
internal static class ReadOnlyLedger
{
    private const int CannotOpen = 14;

    /// <summary>Opens the ledger of a state folder; the second value is its version.</summary>
    /// <exception cref="SqliteException">It cannot be opened or read.</exception>
    /// <exception cref="LedgerDamagedException">It is of a version that this agent does not know.</exception>
    public static (SqliteConnection Connection, long Version) Open(string folder)
    {
        var file = new LedgerFiles(folder).Database;
        try
        {
            return Open(file, file);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == CannotOpen && File.Exists(file) && !File.Exists(file + "-wal"))
        {
            // Nobody has it open, and the folder cannot be written, where SQLite would put its index of the log.
            return Open(file, new Uri(Path.GetFullPath(file)).AbsoluteUri + "?immutable=1");
        }
    }

    private static (SqliteConnection, long) Open(string file, string source)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = source, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        try
        {
            connection.Open();
            using var statements = new SqliteStatements(connection);
            var version = statements.Number("PRAGMA user_version");
            return version is >= 1 and <= LedgerSchema.Version ? (connection, version) : throw new LedgerDamagedException($"{file} is no ledger that this agent can read (version {version})");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
