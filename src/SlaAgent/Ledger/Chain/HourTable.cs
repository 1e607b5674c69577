using SlaAgent.Core.Evidence;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger.Chain;

/// <summary>What was counted in hours that are not on the record yet.</summary>
internal sealed class HourTable(SqliteStatements statements, MergeLatencies mergeLatencies)
{
    /// <summary>How long after its end an hour goes on the record; results may be held for ten minutes by a drain.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(15);

    private const string Columns = "series, good, bad, covered, waived, latencies, reasons";

    /// <summary>Adds what was counted to the hours it belongs to, inside the caller's transaction. Open slices are no hours: they are counted when they close.</summary>
    public void Add(IEnumerable<SlotRecord> slots, DateTimeOffset now)
    {
        var hours = new Dictionary<(string, DateTimeOffset), SlotRecord>();
        foreach (var slot in slots.Where(slot => !slot.Series.EndsWith("/slice", StringComparison.Ordinal)))
        {
            var hour = SlotArithmetic.Widen(slot, SlotArithmetic.Coarse);
            hours[(hour.Series, hour.Start)] = hours.TryGetValue((hour.Series, hour.Start), out var sum) ? SlotArithmetic.Add(sum, hour, mergeLatencies) : hour;
        }

        foreach (var hour in hours.Values)
        {
            Add(hour, now);
        }
    }

    /// <summary>Takes the oldest hour that is to go on the record out of the table, inside the caller's transaction; null for none.</summary>
    public EvidenceItem.HourClosed? TakeSettled(DateTimeOffset now) =>
        // An hour of which more came when it was on the record already settles anew.
        Take(statements.Number(
            "SELECT start FROM hours WHERE start <= $1 GROUP BY start HAVING min(since) <= $2 ORDER BY start LIMIT 1",
            (now - SlotArithmetic.Coarse - Settling).UtcTicks,
            (now - Settling).UtcTicks));

    /// <summary>Gives up the oldest hours of series, at most so many, inside the caller's transaction; how many there were.</summary>
    public int GiveUp(int most) => statements.Run("DELETE FROM hours WHERE (start, series) IN (SELECT start, series FROM hours ORDER BY start, series LIMIT $1)", most);

    /// <summary>Bytes that they take, about.</summary>
    public long Bytes() => statements.Number("SELECT sum(length(series) + ifnull(length(latencies), 0) + ifnull(length(reasons), 0)) FROM hours") + (statements.Number("SELECT count(*) FROM hours") * 60);

    /// <summary>All hours that are there, oldest first.</summary>
    public IReadOnlyList<EvidenceItem.HourClosed> Open()
    {
        var starts = new List<long>();
        using (var reader = statements.Query("SELECT DISTINCT start FROM hours ORDER BY start"))
        {
            while (reader.Read())
            {
                starts.Add(reader.GetInt64(0));
            }
        }

        return [.. starts.Select(start => new EvidenceItem.HourClosed(new DateTimeOffset(start, TimeSpan.Zero), [.. Of(start)]))];
    }

    private EvidenceItem.HourClosed? Take(long start)
    {
        if (start == 0)
        {
            return null;
        }

        var hour = new EvidenceItem.HourClosed(new DateTimeOffset(start, TimeSpan.Zero), [.. Of(start)]);
        statements.Run("DELETE FROM hours WHERE start = $1", start);
        return hour;
    }

    private void Add(SlotRecord hour, DateTimeOffset now)
    {
        var sum = hour;
        if (!hour.Latencies.IsEmpty || hour.Reasons.Length > 0)
        {
            using var reader = statements.Query("SELECT latencies, reasons FROM hours WHERE start = $1 AND series = $2", hour.Start.UtcTicks, hour.Series);
            sum = StoredSlot.With(hour, reader, mergeLatencies);
        }

        statements.Run(
            """
            INSERT INTO hours(start, series, since, good, bad, covered, waived, latencies, reasons) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT DO UPDATE SET good = good + excluded.good, bad = bad + excluded.bad, covered = covered + excluded.covered,
                waived = waived + excluded.waived, latencies = coalesce(excluded.latencies, latencies),
                reasons = CASE WHEN $10 THEN excluded.reasons ELSE reasons END
            """,
            hour.Start.UtcTicks,
            hour.Series,
            now.UtcTicks,
            hour.Good,
            hour.Bad,
            hour.Covered.Ticks,
            hour.Waived.Ticks,
            sum.Latencies.IsEmpty ? null : sum.Latencies.ToArray(),
            sum.Reasons.Length == 0 ? null : sum.Reasons,
            hour.Reasons.Length > 0);
    }

    private List<SeriesHour> Of(long start)
    {
        var hours = new List<SeriesHour>();
        using var reader = statements.Query($"SELECT {Columns} FROM hours WHERE start = $1 ORDER BY series", start);
        while (reader.Read())
        {
            var hour = new SeriesHour
            {
                Series = reader.GetString(0),
                Good = reader.GetInt64(1),
                Bad = reader.GetInt64(2),
                Covered = new TimeSpan(reader.GetInt64(3)),
                Waived = new TimeSpan(reader.GetInt64(4)),
                Latencies = reader.IsDBNull(5) ? null : Convert.ToBase64String(reader.GetFieldValue<byte[]>(5)),
                Reasons = reader.IsDBNull(6) ? [] : SlotReasons.Read(SlotArithmetic.ReasonsOrNone(reader.GetString(6))),
            };
            if (hour is not { Good: 0, Bad: 0, Covered.Ticks: 0, Waived.Ticks: 0, Latencies: null, Reasons.Count: 0 })
            {
                hours.Add(hour);
            }
        }

        return hours;
    }
}
