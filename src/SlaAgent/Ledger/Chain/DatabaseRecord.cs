using Microsoft.Data.Sqlite;
using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger.Chain;

/// <summary>The record in a state folder, as it is at one moment, also while the agent runs.</summary>
internal sealed class DatabaseRecord : RecordSource
{
    // The first version with a record.
    private const int FirstVersion = 4;

    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly string _folder;

    private DatabaseRecord(string folder, SqliteConnection connection)
    {
        (_folder, _connection, _statements) = (folder, connection, new SqliteStatements(connection));
        try
        {
            // All that is read is of one moment.
            _statements.Run("BEGIN");
            Head = ReadHead();
            Signers = ReadSigners();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public override string Name => "the ledger in " + _folder;

    /// <inheritdoc />
    public override (long Number, string Hash)? Head { get; }

    /// <inheritdoc />
    public override IReadOnlyDictionary<string, byte[]> Signers { get; }

    /// <summary>Opens the ledger of a state folder.</summary>
    /// <exception cref="RecordUnreadableException">There is none, or it cannot be read.</exception>
    public static new DatabaseRecord Open(string folder)
    {
        if (!File.Exists(new LedgerFiles(folder).Database))
        {
            throw new RecordUnreadableException($"there is no ledger in {folder}");
        }

        try
        {
            var (connection, version) = ReadOnlyLedger.Open(folder);
            if (version >= FirstVersion)
            {
                return new DatabaseRecord(folder, connection);
            }

            connection.Dispose();
            throw new RecordUnreadableException($"the ledger in {folder} is of an older version, which kept no record; an agent of this version begins one when it starts");
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw Unreadable(folder, error);
        }
    }

    /// <inheritdoc />
    public override IEnumerable<RecordRow> Rows() => Rows("SELECT " + EntryTable.Columns + " FROM entries ORDER BY number");

    /// <inheritdoc />
    public override IEnumerable<ChainEntry> OfKind(string kind) =>
        Rows("SELECT " + EntryTable.Columns + " FROM entries WHERE kind = $1 ORDER BY number", kind).Select(row => row.Entry).OfType<ChainEntry>();

    /// <summary>What was counted in hours that are not on the record yet.</summary>
    /// <exception cref="RecordUnreadableException">They cannot be read.</exception>
    public IReadOnlyList<EvidenceItem.HourClosed> OpenHours() => Reading(() => new HourTable(_statements, SlotLatencies.Merge).Open());

    /// <inheritdoc />
    public override void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }

    private IEnumerable<RecordRow> Rows(string sql, params object?[] values)
    {
        using var reader = Reading(() => _statements.Query(sql, values));
        while (Reading(reader.Read))
        {
            var entry = Reading(() => EntryTable.Read(reader));
            yield return new RecordRow(entry, DamagedDatabase.Number(reader, 0) ?? 0, entry is null ? "its columns make no sense" : "");
        }
    }

    private (long Number, string Hash)? ReadHead()
    {
        using var reader = _statements.Query("SELECT number, hash FROM head");
        return reader.Read() ? (DamagedDatabase.Number(reader, 0) ?? -1, Convert.ToHexStringLower(DamagedDatabase.Bytes(reader, 1) ?? [])) : (0, HashChain.Beginning);
    }

    private Dictionary<string, byte[]> ReadSigners()
    {
        var signers = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var reader = _statements.Query("SELECT id, public FROM signers");
        while (reader.Read())
        {
            signers[DamagedDatabase.Text(reader, 0) ?? ""] = DamagedDatabase.Bytes(reader, 1) ?? [];
        }

        return signers;
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (IsUnreadable(error))
        {
            throw Unreadable(_folder, error);
        }
    }

    private static bool IsUnreadable(Exception error) =>
        error is SqliteException or LedgerDamagedException or IOException or UnauthorizedAccessException || LedgerSchema.MeansSenselessValue(error);

    private static RecordUnreadableException Unreadable(string folder, Exception error) => new($"the ledger in {folder} cannot be read: {error.Message}");
}
