using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>Reads slots out of a ledger, also while an agent writes it: SQLite's log shows each reader one moment, and nothing here is ever written.</summary>
internal sealed class SlotReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteStatements _statements;
    private readonly SlotTable _slots;

    private SlotReader(SqliteConnection connection)
    {
        _connection = connection;
        _statements = new SqliteStatements(connection);
        _slots = new SlotTable(_statements, SlotLatencies.Merge);
    }

    /// <summary>Opens the ledger of a state folder.</summary>
    /// <exception cref="SqliteException">It cannot be opened or read.</exception>
    /// <exception cref="LedgerDamagedException">It is of a version that this agent does not know.</exception>
    public static SlotReader Open(string folder) => new(ReadOnlyLedger.Open(folder).Connection);

    /// <summary>The slots of one series from <paramref name="since"/> on, in order.</summary>
    /// <exception cref="SqliteException">They cannot be read.</exception>
    public IReadOnlyList<SlotRecord> Of(string series, DateTimeOffset since) => _slots.Of(series, since);

    /// <summary>Whether there is any series whose key begins with <paramref name="prefix"/>.</summary>
    /// <exception cref="SqliteException">That cannot be read.</exception>
    public bool HasAny(string prefix) => _statements.Number("SELECT count(*) FROM series WHERE substr(name, 1, length($1)) = $1", prefix) > 0;

    /// <inheritdoc />
    public void Dispose()
    {
        _statements.Dispose();
        _connection.Dispose();
    }
}
