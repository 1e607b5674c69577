using SlaAgent.Core.Samples;

namespace SlaAgent.Ledger;

/// <summary>Results of drains, of which it is not known yet whether they count. Bounded: the oldest go.</summary>
internal sealed class HeldTable(SqliteStatements statements, int mostRows)
{
    // At least as many as there are: a row that replaces another is counted twice, until it matters.
    private long? _atMost;

    /// <summary>Results that were too many, since the database was opened.</summary>
    public long Dropped { get; private set; }

    /// <summary>Forgets what was learned in a transaction that did not commit.</summary>
    public void RolledBack() => _atMost = null;

    /// <summary>Lets go of the results of <paramref name="released"/>, then adds <paramref name="held"/>, inside the caller's transaction.</summary>
    public void Write(IReadOnlyCollection<string> released, IReadOnlyCollection<Sample> held)
    {
        foreach (var service in released)
        {
            statements.Run("DELETE FROM held WHERE service = $1", service);
            _atMost = null;
        }

        foreach (var sample in held)
        {
            statements.Run(
                "INSERT OR REPLACE INTO held(at, service, probe, json) VALUES($1, $2, $3, $4)",
                sample.At.Ticks,
                sample.Service,
                SampleJson.KeyOf(sample),
                SampleJson.Write(sample));
        }

        if (held.Count > 0)
        {
            _atMost = _atMost + held.Count ?? Count();
            Trim();
        }
    }

    /// <summary>All of them, oldest first; the second value counts rows that make no sense.</summary>
    public (List<Sample> Held, int Unreadable) Load()
    {
        var held = new List<Sample>();
        var unreadable = 0;
        using var reader = statements.Query("SELECT probe, json FROM held ORDER BY at, service, probe");
        while (reader.Read())
        {
            if (DamagedDatabase.Text(reader, 0) is { } key && DamagedDatabase.Bytes(reader, 1) is { } json && SampleJson.Read(key, json) is { } sample)
            {
                held.Add(sample);
            }
            else
            {
                unreadable++;
            }
        }

        return (held, unreadable);
    }

    private void Trim()
    {
        if (_atMost <= mostRows)
        {
            return;
        }

        var rows = Count();
        if (rows > mostRows)
        {
            Dropped += statements.Run(
                "DELETE FROM held WHERE (at, service, probe) IN (SELECT at, service, probe FROM held ORDER BY at LIMIT $1)", rows - mostRows);
        }

        _atMost = Math.Min(rows, mostRows);
    }

    private long Count() => statements.Number("SELECT count(*) FROM held");
}
