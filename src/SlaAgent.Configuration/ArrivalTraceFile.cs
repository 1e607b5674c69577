using System.Globalization;
using SlaAgent.Configuration.Binding;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Load;

namespace SlaAgent.Configuration;

/// <summary>
/// Arrivals from a CSV file whose first line names the columns: a time (<c>timestamp</c>, a date and time; or <c>seconds</c> from any zero), and if there are
/// any the lengths of prompts (<c>prompt_tokens</c> or <c>ContextTokens</c>) and answers (<c>output_tokens</c> or <c>GeneratedTokens</c>).
/// </summary>
public static class ArrivalTraceFile
{
    /// <summary>Longest file.</summary>
    public const int LongestBytes = 64 * 1024 * 1024;

    /// <summary>Most arrivals of a trace.</summary>
    public const int MostArrivals = 1_000_000;

    /// <summary>The arrivals, the first at zero; on a problem none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong and in which line; null where nothing is.</param>
    public static EquatableArray<Arrival> Read(string path, out string? problem)
    {
        if (FileReading.Read(path, LongestBytes, out var unread) is not { } text)
        {
            problem = $"{path}: {unread}";
            return [];
        }

        var columns = default(TraceColumns?);
        var arrivals = new List<Arrival>();
        var number = 0;
        problem = null;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            problem = columns is null ? TraceColumns.Parse(line, out columns) : Add(arrivals, columns.Value, line);
            if (problem is not null)
            {
                problem = string.Create(CultureInfo.InvariantCulture, $"{path}: line {number}: {problem}");
                return [];
            }
        }

        problem = arrivals.Count == 0 ? $"{path} holds no arrival" : null;
        return FromZero(arrivals);
    }

    private static string? Add(List<Arrival> arrivals, TraceColumns columns, ReadOnlySpan<char> line)
    {
        if (columns.Read(line, out var arrival) is { } problem)
        {
            return problem;
        }

        if (arrivals.Count > 0 && arrival.At < arrivals[^1].At)
        {
            return "earlier than the line before; sort the file by time";
        }

        arrivals.Add(arrival);
        return arrivals.Count > MostArrivals ? $"more than {MostArrivals} arrivals; cut the file" : null;
    }

    private static EquatableArray<Arrival> FromZero(List<Arrival> arrivals) =>
        arrivals.Count == 0 ? [] : [.. arrivals.Select(arrival => arrival with { At = arrival.At - arrivals[0].At })];
}
