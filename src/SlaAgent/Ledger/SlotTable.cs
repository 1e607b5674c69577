using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;

namespace SlaAgent.Ledger;

/// <summary>Slots in the database: added to, made coarser with age, read back.</summary>
internal sealed partial class SlotTable(SqliteStatements statements, MergeLatencies mergeLatencies)
{
    private readonly Dictionary<string, long> _series = new(StringComparer.Ordinal);

    /// <summary>Forgets what was learned in a transaction that did not commit.</summary>
    public void RolledBack() => _series.Clear();

    /// <summary>Adds counts to the slot, inside the caller's transaction.</summary>
    public void Add(SlotRecord slot)
    {
        var series = SeriesId(slot.Series);
        var sum = slot;
        if (!slot.Latencies.IsEmpty || slot.Reasons.Length > 0)
        {
            using var reader = statements.Query(
                "SELECT latencies, reasons FROM slots WHERE length = $1 AND start = $2 AND series = $3", slot.Length.Ticks, slot.Start.UtcTicks, series);
            sum = StoredSlot.With(slot, reader, mergeLatencies);
        }

        statements.Run(
            """
            INSERT INTO slots(length, start, series, good, bad, covered, waived, latencies, reasons) VALUES($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT DO UPDATE SET good = good + excluded.good, bad = bad + excluded.bad, covered = covered + excluded.covered,
                waived = waived + excluded.waived, latencies = coalesce(excluded.latencies, latencies),
                reasons = CASE WHEN $10 THEN excluded.reasons ELSE reasons END
            """,
            slot.Length.Ticks,
            slot.Start.UtcTicks,
            series,
            slot.Good,
            slot.Bad,
            slot.Covered.Ticks,
            slot.Waived.Ticks,
            sum.Latencies.IsEmpty ? null : sum.Latencies.ToArray(),
            sum.Reasons.Length == 0 ? null : sum.Reasons,
            slot.Reasons.Length > 0);
    }

    /// <summary>
    /// Makes at most <paramref name="rows"/> of the slots shorter than <paramref name="length"/> and older than <paramref name="before"/> coarser, the oldest first;
    /// how many there were. Inside the caller's transaction.
    /// </summary>
    public int Coarsen(TimeSpan from, TimeSpan length, DateTimeOffset before, int rows)
    {
        var (old, senseless) = (new List<SlotRecord>(), new List<(object Start, object Series)>());
        using (var reader = statements.Query(
            "SELECT n.name, s.* FROM slots s JOIN series n ON n.id = s.series WHERE s.length = $1 AND s.start < $2 AND n.name NOT LIKE '%/slice' ORDER BY s.start LIMIT $3", from.Ticks, before.UtcTicks, rows))
        {
            while (reader.Read())
            {
                if (MakesSense(reader))
                {
                    old.Add(Read(reader));
                }
                else
                {
                    senseless.Add((reader.GetValue(2), reader.GetValue(3)));
                }
            }
        }

        foreach (var (start, series) in senseless)
        {
            statements.Run("DELETE FROM slots WHERE length = $1 AND start = $2 AND series = $3", from.Ticks, start, series);
        }

        var wide = new PendingBatch(mergeLatencies);
        foreach (var slot in old)
        {
            statements.Run("DELETE FROM slots WHERE length = $1 AND start = $2 AND series = $3", from.Ticks, slot.Start.UtcTicks, SeriesId(slot.Series));
            wide.AddSlots([SlotArithmetic.Widen(slot, length)]);
        }

        foreach (var slot in wide.Slots.Values)
        {
            Add(slot);
        }

        return old.Count + senseless.Count;
    }

    /// <summary>Deletes at most <paramref name="rows"/> of the coarse slots older than <paramref name="before"/>, and the names of series without any slot; how many slots there were.</summary>
    public int Forget(DateTimeOffset before, int rows)
    {
        var forgotten = statements.Run(
            "DELETE FROM slots WHERE (length, start, series) IN (SELECT length, start, series FROM slots WHERE length = $1 AND start < $2 ORDER BY start LIMIT $3)",
            SlotArithmetic.Coarse.Ticks,
            before.UtcTicks,
            rows);
        if (forgotten > 0 && statements.Run("DELETE FROM series WHERE id NOT IN (SELECT series FROM slots)") > 0)
        {
            _series.Clear();
        }

        return forgotten;
    }

    /// <summary>
    /// Deletes at most <paramref name="rows"/> of the open slices that are judged and taken back (nothing is left in them), or older than
    /// <paramref name="before"/>. They keep their length for good: in a longer slot nobody could tell which slice a count belongs to.
    /// </summary>
    public int ForgetSlices(DateTimeOffset before, DateTimeOffset judgedBefore, int rows) => statements.Run(
        """
        DELETE FROM slots WHERE (length, start, series) IN (SELECT s.length, s.start, s.series FROM slots s JOIN series n ON n.id = s.series
            WHERE n.name LIKE '%/slice' AND (s.start < $1 OR (s.start < $2 AND s.good = 0 AND s.bad = 0)) LIMIT $3)
        """,
        before.UtcTicks,
        judgedBefore.UtcTicks,
        rows);

    /// <summary>All slots by series, in order of start; the second value counts rows that make no sense.</summary>
    public (Dictionary<string, IReadOnlyList<SlotRecord>> Slots, int Unreadable) Load()
    {
        var slots = new Dictionary<string, IReadOnlyList<SlotRecord>>(StringComparer.Ordinal);
        var unreadable = 0;
        using var reader = statements.Query("SELECT n.name, s.* FROM slots s JOIN series n ON n.id = s.series ORDER BY s.start, s.length");
        while (reader.Read())
        {
            if (!MakesSense(reader))
            {
                unreadable++;
                continue;
            }

            var slot = Read(reader);
            if (!slots.TryGetValue(slot.Series, out var list))
            {
                slots[slot.Series] = list = new List<SlotRecord>();
            }

            ((List<SlotRecord>)list).Add(slot);
        }

        return (slots, unreadable);
    }

    /// <summary>The slots of one series from <paramref name="since"/> on, in order of start; rows that make no sense are left out.</summary>
    public IReadOnlyList<SlotRecord> Of(string series, DateTimeOffset since)
    {
        var slots = new List<SlotRecord>();
        using var reader = statements.Query("SELECT n.name, s.* FROM slots s JOIN series n ON n.id = s.series WHERE n.name = $1 AND s.start >= $2 ORDER BY s.start, s.length", series, since.UtcTicks);
        while (reader.Read())
        {
            if (MakesSense(reader))
            {
                slots.Add(Read(reader));
            }
        }

        return slots;
    }

    private static bool MakesSense(SqliteDataReader reader)
    {
        for (var column = 1; column <= 7; column++)
        {
            if (column != 3 && (reader.IsDBNull(column) || reader.GetFieldType(column) != typeof(long) || reader.GetInt64(column) < 0 || (column > 3 && reader.GetInt64(column) > SlotArithmetic.Largest)))
            {
                return false;
            }
        }

        return reader.GetInt64(1) is > 0 and <= SlotArithmetic.Largest && reader.GetInt64(2) <= DateTime.MaxValue.Ticks && (reader.IsDBNull(8) || reader.GetFieldType(8) == typeof(byte[]))
            && (!HasReasons(reader) || reader.GetFieldType(9) == typeof(string));
    }

    // A ledger of an older version, open for reading only, does not have the column.
    private static bool HasReasons(SqliteDataReader reader) => reader.FieldCount > 9 && !reader.IsDBNull(9);

    private static SlotRecord Read(SqliteDataReader reader) => new(
        reader.GetString(0),
        new DateTimeOffset(reader.GetInt64(2), TimeSpan.Zero),
        TimeSpan.FromTicks(reader.GetInt64(1)),
        reader.GetInt64(4),
        reader.GetInt64(5),
        TimeSpan.FromTicks(reader.GetInt64(6)),
        TimeSpan.FromTicks(reader.GetInt64(7)),
        reader.IsDBNull(8) ? ReadOnlyMemory<byte>.Empty : reader.GetFieldValue<byte[]>(8))
    {
        Reasons = HasReasons(reader) ? SlotArithmetic.ReasonsOrNone(reader.GetString(9)) : "",
    };

    private long SeriesId(string name)
    {
        if (!_series.TryGetValue(name, out var id))
        {
            statements.Run("INSERT INTO series(name) VALUES($1) ON CONFLICT DO NOTHING", name);
            id = statements.Number("SELECT id FROM series WHERE name = $1", name);
            _series[name] = id;
        }

        return id;
    }
}
