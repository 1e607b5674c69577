using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Evidence;
using SlaAgent.Ledger;
using SlaAgent.Ledger.Chain;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Ledger.Chain;

/// <summary>A ledger with a small record.</summary>
internal static class RecordFolder
{
    /// <summary>Writes one of everything, each in a batch of its own.</summary>
    public static async Task WriteAsync(LedgerFolder folder, LedgerOptions? options = null, IReadOnlyList<EvidenceItem>? items = null)
    {
        var time = new FakeTimeProvider(Morning);
        using var ledger = folder.Open(time, options);
        foreach (var item in items ?? EvidenceSamples.All)
        {
            ledger.Enqueue(new() { Evidence = [item] });
            Assert.True(await ledger.FlushAsync());
            time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    public static ChainFindings Check(string path, IReadOnlyDictionary<string, byte[]>? trusted = null)
    {
        using var source = RecordSource.Open(path);
        return RecordCheck.Run(source, trusted ?? new Dictionary<string, byte[]>());
    }

    public static void Execute(LedgerFolder folder, string sql, params (string Name, object Value)[] values)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value);
        }

        command.ExecuteNonQuery();
    }

    public static object? Scalar(LedgerFolder folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
