using Microsoft.Data.Sqlite;

namespace SlaAgent.Ledger;

/// <summary>A damaged database, open for reading whatever can be reached. It trusts no value and never writes.</summary>
internal sealed class DamagedDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly SortedSet<string> _broken = new(StringComparer.Ordinal);

    /// <summary>Opens the file, whatever state it is in.</summary>
    /// <exception cref="SqliteException">It is no database at all.</exception>
    public DamagedDatabase(string path)
    {
        _connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 2 }.ConnectionString);
        _statements = new SqliteStatements(_connection);
        try
        {
            _connection.Open();

            // With it SQLite reads a file that is shorter than it says.
            _statements.Run("PRAGMA writable_schema = ON");
            _statements.Run("PRAGMA cell_size_check = ON");
            _statements.Run("PRAGMA cache_size = -512");
            HasEvaluations = _statements.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'evaluations'") == 1;
            HasAcknowledgements = _statements.Number("SELECT count(*) FROM pragma_table_info('deliveries') WHERE name = 'acknowledged'") == 1;
            HasReasons = _statements.Number("SELECT count(*) FROM pragma_table_info('slots') WHERE name = 'reasons'") == 1;
            HasRecord = _statements.Number("SELECT count(*) FROM sqlite_schema WHERE name IN ('entries', 'hours', 'head', 'signers')") == 4;
            HasTables = _statements.Number("SELECT count(*) FROM sqlite_schema WHERE name IN ('slots', 'series', 'incidents', 'deliveries', 'held', 'facts')") == 6;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whether all tables are named in it, but for those that came with a later version.</summary>
    public bool HasTables { get; }

    /// <summary>Whether runs of evaluations are.</summary>
    public bool HasEvaluations { get; }

    /// <summary>Whether deliveries say who was told of an acknowledgement.</summary>
    public bool HasAcknowledgements { get; }

    /// <summary>Whether slots say why events were bad.</summary>
    public bool HasReasons { get; }

    /// <summary>Whether there is a record.</summary>
    public bool HasRecord { get; }

    /// <summary>Rows that made no sense.</summary>
    public int Unreadable { get; set; }

    /// <summary>Tables of which a part could not be reached.</summary>
    public IReadOnlyList<string> Broken => [.. _broken];

    /// <summary>Times that reading broke off.</summary>
    public int Breaks { get; private set; }

    public static string? Text(SqliteDataReader row, int column) => Is<string>(row, column) ? row.GetString(column) : null;

    public static byte[]? Bytes(SqliteDataReader row, int column) => Is<byte[]>(row, column) ? row.GetFieldValue<byte[]>(column) : null;

    public static long? Number(SqliteDataReader row, int column) => Is<long>(row, column) ? row.GetInt64(column) : null;

    /// <summary>Gives each row to <paramref name="take"/>; false where reading broke off.</summary>
    public bool Each(string table, string sql, Action<SqliteDataReader> take, params ReadOnlySpan<object?> values)
    {
        try
        {
            using var reader = _statements.Query(sql, values);
            while (reader.Read())
            {
                take(reader);
            }

            return true;
        }
        catch (SqliteException)
        {
            _broken.Add(table);
            Breaks++;
            return false;
        }
    }

    /// <summary>The same from the first row on and, where that broke off, from the last one back; rows may come twice.</summary>
    public bool FromBothEnds(string table, string sql, string order, Action<SqliteDataReader> take)
    {
        if (Each(table, $"{sql} ORDER BY {order}", take))
        {
            return true;
        }

        Each(table, $"{sql} ORDER BY {order} DESC", take);
        return false;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private static bool Is<T>(SqliteDataReader row, int column) => !row.IsDBNull(column) && row.GetFieldType(column) == typeof(T);
}
