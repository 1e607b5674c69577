using Microsoft.Data.Sqlite;
using SlaAgent.Core.Windows;
using static SlaAgent.Ledger.DamagedDatabase;

namespace SlaAgent.Ledger;

/// <summary>
/// The slots of a damaged database. Reading goes forwards in time; where it breaks off it leaps, twice as far each time, until it finds ground again, and
/// then reads back towards the damage.
/// </summary>
internal sealed class SlotSalvage(DamagedDatabase database)
{
    private const int MostBreaks = 1000;

    private readonly string _columns = $"SELECT start, series, good, bad, covered, waived, latencies, {(database.HasReasons ? "reasons" : "NULL")} FROM slots WHERE length = $1 AND ";
    private readonly Dictionary<long, string> _names = [];

    /// <summary>Gives each slot that can be reached to <paramref name="take"/>, once.</summary>
    public void Read(Action<SlotRecord> take)
    {
        void Name(SqliteDataReader row)
        {
            if (Number(row, 0) is { } id && Text(row, 1) is { } name)
            {
                _names[id] = name;
            }
        }

        if (!database.FromBothEnds("series", "SELECT id, name FROM series NOT INDEXED", "id", Name))
        {
            // The index on the names holds all there is.
            database.FromBothEnds("series", "SELECT id, name FROM series INDEXED BY sqlite_autoindex_series_1", "name", Name);
        }

        foreach (var length in Lengths())
        {
            Read(length, take);
        }
    }

    private SortedSet<long> Lengths()
    {
        SortedSet<long> lengths = [SlotArithmetic.Fine.Ticks, SlotArithmetic.Medium.Ticks, SlotArithmetic.Coarse.Ticks];
        long? last = 0;
        while (last is { } known && lengths.Count < 100)
        {
            last = null;
            database.Each("slots", "SELECT length FROM slots WHERE length > $1 ORDER BY length LIMIT 1", row => last = Number(row, 0), known);
            lengths.UnionWith(last is { } length ? [length] : []);
        }

        return lengths;
    }

    private void Read(long length, Action<SlotRecord> take)
    {
        var (start, series) = (-1L, -1L);
        void Forwards(SqliteDataReader row)
        {
            (start, series) = (Number(row, 0) ?? start, Number(row, 1) ?? series);
            Take(row, length, take);
        }

        while (!database.Each("slots", _columns + "(start, series) > ($2, $3) ORDER BY start, series", Forwards, length, start, series))
        {
            if (Leap(length, start) is not { } found)
            {
                // Nothing ahead can be reached from here, but perhaps from the end.
                database.Each("slots", _columns + "start > $2 ORDER BY start DESC, series DESC", row => Take(row, length, take), length, start);
                return;
            }

            database.Each("slots", _columns + "start > $2 AND start < $3 ORDER BY start DESC, series DESC", row => Take(row, length, take), length, start, found);
            (start, series) = (found, -1);
        }
    }

    /// <summary>The start of a slot that can be read again, after <paramref name="start"/>; null for none.</summary>
    private long? Leap(long length, long start)
    {
        for (var step = length; step < DateTime.MaxValue.Ticks - start && database.Breaks < MostBreaks; step *= 2)
        {
            long? found = null;
            if (database.Each("slots", "SELECT start FROM slots WHERE length = $1 AND start >= $2 ORDER BY start, series LIMIT 1", row => found = Number(row, 0), length, start + step))
            {
                return found > start ? found : null;
            }
        }

        return null;
    }

    private void Take(SqliteDataReader row, long length, Action<SlotRecord> take)
    {
        if (length > 0 && length <= SlotArithmetic.Largest
            && Number(row, 0) is { } start and >= 0 && start <= DateTime.MaxValue.Ticks
            && Number(row, 1) is { } id && _names.TryGetValue(id, out var name)
            && Number(row, 2) is { } good and >= 0 and <= SlotArithmetic.Largest && Number(row, 3) is { } bad and >= 0 and <= SlotArithmetic.Largest
            && Number(row, 4) is { } covered and >= 0 and <= SlotArithmetic.Largest && Number(row, 5) is { } waived and >= 0 and <= SlotArithmetic.Largest)
        {
            take(new SlotRecord(name, new DateTimeOffset(start, TimeSpan.Zero), new TimeSpan(length), good, bad, new TimeSpan(covered), new TimeSpan(waived), Bytes(row, 6)) { Reasons = SlotArithmetic.ReasonsOrNone(Text(row, 7)) });
        }
        else
        {
            database.Unreadable++;
        }
    }
}
