using System.Text.Json;

namespace SlaAgent.Results;

/// <summary>What the last lines of a file say.</summary>
/// <param name="Length">Bytes up to the end of the last whole line.</param>
/// <param name="Step">The last line's <c>_step</c>; null where there is none.</param>
/// <param name="Runs">The last lines' runs.</param>
internal sealed record LineTail(long Length, long? Step, IReadOnlySet<string> Runs)
{
    private const int Looked = 256 * 1024;

    /// <summary>Reads the end of <paramref name="path"/>; a file that is not there has no lines.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static LineTail Read(string path)
    {
        if (!File.Exists(path))
        {
            return new(0, null, new HashSet<string>());
        }

        using var file = File.OpenHandle(path);
        var length = RandomAccess.GetLength(file);
        var bytes = new byte[Math.Min(Looked, length)];
        var read = RandomAccess.Read(file, bytes, length - bytes.Length);
        var end = bytes.AsSpan(0, read).LastIndexOf((byte)'\n') + 1;

        // More than is looked at without an end of a line is nothing that was written here: it is left as it is.
        return end == 0 && length > bytes.Length ? new(length, null, new HashSet<string>()) : Of(bytes.AsSpan(0, end), length - bytes.Length + end);
    }

    private static LineTail Of(ReadOnlySpan<byte> lines, long length)
    {
        long? step = null;
        var runs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in lines.Split((byte)'\n'))
        {
            if (Parse(lines[range]) is var (run, number))
            {
                (step, _) = (number ?? step, runs.Add(run));
            }
        }

        return new(length, step, runs);
    }

    private static (string Run, long? Step)? Parse(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            return JsonElement.TryParseValue(ref reader, out var value) && value is { ValueKind: JsonValueKind.Object } row
                && row.TryGetProperty("run", out var run) && run.ValueKind == JsonValueKind.String
                    ? (run.GetString()!, row.TryGetProperty("_step", out var step) && step.TryGetInt64(out var number) ? number : null)
                    : null;
        }
        catch (JsonException)
        {
            // The beginning of what is looked at may be the middle of a line.
            return null;
        }
    }
}
