using System.Globalization;
using nietras.SeparatedValues;

namespace SlaAgent.Configuration;

/// <summary>Counts over time from a CSV file whose first line names the columns: how much there was from each row's time to the next one's.</summary>
public static class HourlyCountsFile
{
    /// <summary>Longest file.</summary>
    public const int LongestBytes = 64 * 1024 * 1024;

    /// <summary>The counts added up by the hour, in order, each with how much of the hour its rows cover; on a problem none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="timeColumn">Name of the column with dates and times; those without an offset are taken as UTC.</param>
    /// <param name="countColumn">Name of the column with the counts.</param>
    /// <param name="problem">What is wrong and in which line; null where nothing is.</param>
    public static IReadOnlyList<(DateTimeOffset Hour, double Count, TimeSpan Covered)> Read(string path, string timeColumn, string countColumn, out string? problem)
    {
        if (FileReading.Read(path, LongestBytes, out var unread) is not { } text)
        {
            problem = $"{path}: {unread}";
            return [];
        }

        try
        {
            var rows = Rows(text, timeColumn, countColumn);
            rows.Sort((left, right) => left.At.CompareTo(right.At));
            problem = null;
            return AddUp(rows);
        }
        catch (Exception error) when (error is FormatException or InvalidDataException)
        {
            problem = $"{path}: {error.Message}";
            return [];
        }
    }

    private static List<(DateTimeOffset At, double Count)> Rows(string text, string timeColumn, string countColumn)
    {
        using var reader = Sep.New(',').Reader(options => options with { HasHeader = false, DisableColCountCheck = true, DisableFastFloat = true, Unescape = true }).FromText(text);
        var (time, count) = (-1, -1);
        var rows = new List<(DateTimeOffset At, double Count)>();
        foreach (var row in reader)
        {
            if (time < 0)
            {
                (time, count) = Places(row, timeColumn, countColumn);
            }
            else if (row.ColCount > 1 || row.Span.Trim().Length > 0)
            {
                rows.Add(Read(row, time, count));
            }
        }

        return rows.Count > 1 ? rows : throw new FormatException("there are fewer than two rows in it");
    }

    private static (int Time, int Count) Places(SepReader.Row header, string timeColumn, string countColumn)
    {
        var names = new List<string>();
        for (var i = 0; i < header.ColCount; i++)
        {
            names.Add(header[i].ToString().Trim());
        }

        var (time, count) = (names.IndexOf(timeColumn), names.IndexOf(countColumn));
        var missing = time < 0 ? timeColumn : countColumn;
        return time >= 0 && count >= 0 ? (time, count) : throw new FormatException($"its first line names no column '{missing}', but {string.Join(", ", names.Take(20))}");
    }

    private static (DateTimeOffset At, double Count) Read(SepReader.Row row, int time, int count)
    {
        if (row.ColCount <= Math.Max(time, count))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {row.LineNumberFrom}: too few columns"));
        }

        if (!DateTimeOffset.TryParse(row[time].Span, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {row.LineNumberFrom}: its time is none; write 2026-10-01T08:00:00Z"));
        }

        return double.TryParse(row[count].Span, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1e15
            ? (at, value)
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"line {row.LineNumberFrom}: its count is no number from 0"));
    }

    private static List<(DateTimeOffset Hour, double Count, TimeSpan Covered)> AddUp(List<(DateTimeOffset At, double Count)> rows)
    {
        var steps = rows.Zip(rows.Skip(1), (left, right) => right.At - left.At).Order().ToList();
        var step = steps[steps.Count / 2];
        if (steps[0] == TimeSpan.Zero || step > TimeSpan.FromHours(1))
        {
            throw new FormatException(steps[0] == TimeSpan.Zero ? "two rows have the same time" : "its rows are more than an hour apart, and the season is found by the hour");
        }

        return
        [
            .. rows.GroupBy(row => row.At.UtcTicks / TimeSpan.TicksPerHour).Select(hour => (
                new DateTimeOffset(hour.Key * TimeSpan.TicksPerHour, TimeSpan.Zero),
                hour.Sum(row => row.Count),
                TimeSpan.FromTicks(Math.Min(TimeSpan.TicksPerHour, hour.Count() * step.Ticks)))),
        ];
    }
}
