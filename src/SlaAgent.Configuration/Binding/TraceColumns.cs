using System.Globalization;
using SlaAgent.Core.Load;

namespace SlaAgent.Configuration.Binding;

/// <summary>Which column of a trace holds what; −1 for none.</summary>
internal readonly record struct TraceColumns(int Timestamp, int Seconds, int Prompt, int Output)
{
    private const int MostTokens = 10_000_000;
    private const double LongestSeconds = 10 * 365 * 86_400.0;

    /// <summary>Reads the line that names the columns; what is wrong with it, or null.</summary>
    public static string? Parse(ReadOnlySpan<char> line, out TraceColumns? columns)
    {
        columns = null;
        var found = new TraceColumns(-1, -1, -1, -1);
        var index = 0;
        foreach (var range in line.Split(','))
        {
            found = line[range].Trim().ToString().ToLowerInvariant() switch
            {
                "timestamp" => found with { Timestamp = index },
                "seconds" => found with { Seconds = index },
                "prompt_tokens" or "contexttokens" => found with { Prompt = index },
                "output_tokens" or "generatedtokens" => found with { Output = index },
                _ => found,
            };
            index++;
        }

        if (found.Timestamp < 0 == found.Seconds < 0)
        {
            return "the first line must name the columns, one of them timestamp or seconds, as timestamp,prompt_tokens,output_tokens";
        }

        columns = found;
        return null;
    }

    /// <summary>Reads one arrival; what is wrong with it, or null.</summary>
    public string? Read(ReadOnlySpan<char> line, out Arrival arrival)
    {
        arrival = default;
        TimeSpan? at = null;
        int? prompt = null, output = null;
        var index = 0;
        foreach (var range in line.Split(','))
        {
            var cell = line[range].Trim();
            if (index == Timestamp || index == Seconds)
            {
                at = index == Seconds ? ParseSeconds(cell) : ParseTimestamp(cell);
                if (at is null)
                {
                    return index == Seconds ? "seconds is not a number from 0" : "timestamp is not a date and time, as 2023-11-16 18:15:46.6805900";
                }
            }
            else if (index == Prompt && !TryTokens(cell, out prompt))
            {
                return "the prompt's length is not a whole number from 1";
            }
            else if (index == Output && !TryTokens(cell, out output))
            {
                return "the answer's length is not a whole number from 1";
            }

            index++;
        }

        if (at is null || index <= Math.Max(Prompt, Output))
        {
            return "fewer columns than the first line names";
        }

        arrival = new Arrival(at.Value, prompt, output);
        return null;
    }

    private static TimeSpan? ParseSeconds(ReadOnlySpan<char> cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and <= LongestSeconds
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : null;

    private static TimeSpan? ParseTimestamp(ReadOnlySpan<char> cell) =>
        DateTimeOffset.TryParse(cell, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? new TimeSpan(time.UtcTicks) : null;

    private static bool TryTokens(ReadOnlySpan<char> cell, out int? tokens)
    {
        var isNumber = int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        tokens = value;
        return isNumber && value is >= 1 and <= MostTokens;
    }
}
