using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using SlaAgent.Core.Samples;

namespace SlaAgent.Ledger;

/// <summary>Runs of evaluations: what each promise of a quality was judged by. Bounded: the oldest go, but never the last of an evaluation.</summary>
internal sealed class EvaluationTable(SqliteStatements statements, int mostRows)
{
    /// <summary>So many of each evaluation are kept, whatever room is wanted.</summary>
    public const int KeptOfEach = 100;

    /// <summary>Wall times of one run may be that far from each other, where the clock was slewed between two writings.</summary>
    private static readonly TimeSpan Same = TimeSpan.FromSeconds(1);

    // At least as many as there are: a row that is there already is counted twice, until it matters.
    private long? _atMost;

    /// <summary>Runs that were too many, since the database was opened.</summary>
    public long Dropped { get; private set; }

    /// <summary>Forgets what was learned in a transaction that did not commit.</summary>
    public void RolledBack() => _atMost = null;

    /// <summary>Adds runs, inside the caller's transaction; one that is there already stays as it is.</summary>
    public void Add(IReadOnlyCollection<EvaluationRun> runs)
    {
        foreach (var run in runs)
        {
            var (json, excluded) = (SampleJson.Write(run.Result), string.Join('\n', run.Excluded));
            statements.Run(
                "INSERT OR IGNORE INTO evaluations(at, service, probe, question, waived, json, digest, excluded) VALUES($1, $2, $3, $4, $5, $6, $7, $8)",
                run.Result.ScheduledAt.Ticks,
                run.Result.Service,
                run.Result.Probe,
                run.Question,
                run.Waived,
                json,
                Digest(run.Question, run.Waived, excluded, json),
                excluded);
        }

        _atMost = runs.Count > 0 ? _atMost + runs.Count ?? Count() : _atMost;
        if (_atMost > mostRows)
        {
            var rows = Count();
            rows -= rows > mostRows ? Drop((int)(rows - mostRows)) : 0;
            _atMost = Math.Min(rows, mostRows);
        }
    }

    /// <summary>Whether a run is there.</summary>
    public bool Has(string service, string probe, DateTimeOffset scheduledAt) => statements.Number(
        "SELECT count(*) FROM evaluations WHERE at > $1 AND at < $2 AND service = $3 AND probe = $4",
        (scheduledAt - Same).UtcTicks,
        (scheduledAt + Same).UtcTicks,
        service,
        probe) > 0;

    /// <summary>Gives up at most <paramref name="rows"/> of the oldest, but none of the last 100 of each evaluation.</summary>
    public int Drop(int rows)
    {
        var dropped = Delete("SELECT at, service, probe FROM (SELECT at, service, probe, row_number() OVER (PARTITION BY service, probe ORDER BY at DESC) AS n FROM evaluations) WHERE n > $1 ORDER BY at LIMIT $2", KeptOfEach, rows);
        Dropped += dropped;
        return dropped;
    }

    /// <summary>Forgets at most <paramref name="rows"/> of those before <paramref name="before"/>, but none of the last 100 of each evaluation.</summary>
    public int Forget(DateTimeOffset before, int rows) => statements.Number("SELECT count(*) FROM (SELECT 1 FROM evaluations WHERE at < $1 LIMIT 1)", before.UtcTicks) == 0 ? 0
        : Delete("SELECT at, service, probe FROM (SELECT at, service, probe, row_number() OVER (PARTITION BY service, probe ORDER BY at DESC) AS n FROM evaluations) WHERE n > $1 AND at < $3 ORDER BY at LIMIT $2", KeptOfEach, rows, before.UtcTicks);

    /// <summary>All of them, oldest first; the second value counts rows that make no sense.</summary>
    public (List<EvaluationRun> Runs, int Unreadable) Load()
    {
        var runs = new List<EvaluationRun>();
        var unreadable = 0;
        using var reader = statements.Query("SELECT service, probe, question, waived, json, digest, excluded FROM evaluations ORDER BY at, service, probe");
        while (reader.Read())
        {
            if (Read(reader) is { } run)
            {
                runs.Add(run);
            }
            else
            {
                unreadable++;
            }
        }

        return (runs, unreadable);
    }

    /// <summary>A row of service, probe, question, waived, json, digest and excluded; null where it makes no sense, or is not what was written.</summary>
    public static EvaluationRun? Read(SqliteDataReader row) =>
        DamagedDatabase.Text(row, 0) is { } service && DamagedDatabase.Text(row, 1) is { } probe && DamagedDatabase.Text(row, 2) is { } question
        && DamagedDatabase.Text(row, 3) is var waived && DamagedDatabase.Bytes(row, 4) is { } json
        && DamagedDatabase.Text(row, 6) is { } excluded && DamagedDatabase.Bytes(row, 5) is { } digest && digest.AsSpan().SequenceEqual(Digest(question, waived, excluded, json))
        && SampleJson.ReadEvaluation(json) is { } result && result.Service == service && result.Probe == probe
            ? new EvaluationRun(result, waived, question) { Excluded = [.. excluded.Split('\n', StringSplitOptions.RemoveEmptyEntries)] } : null;

    // A run is evidence: one flipped bit in a number would be another score, and nobody would know.
    private static byte[] Digest(string question, string? waived, string excluded, byte[] json) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{question}\0{waived}\0{excluded}\0"), .. json]);

    private int Delete(string which, params ReadOnlySpan<object?> values)
    {
        var deleted = statements.Run($"DELETE FROM evaluations WHERE (at, service, probe) IN ({which})", values);
        _atMost = deleted > 0 ? null : _atMost;
        return deleted;
    }

    private long Count() => statements.Number("SELECT count(*) FROM evaluations");
}
