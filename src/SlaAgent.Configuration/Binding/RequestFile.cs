using System.Text.Json;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>Request bodies from a file, one a line.</summary>
internal static class RequestFile
{
    private const int LongestBytes = 16 * 1024 * 1024;

    public static EquatableArray<string> Read(string path, bool isJson, out string? problem)
    {
        if (FileReading.Read(path, LongestBytes, out var unread) is not { } text)
        {
            problem = $"{path}: {unread}";
            return [];
        }

        problem = null;
        var bodies = new List<string>();
        var number = 0;
        foreach (var raw in text.EnumerateLines())
        {
            number++;
            var line = raw.Trim();
            if (line.IsEmpty)
            {
                continue;
            }

            var body = line.ToString();
            if (isJson && !IsJson(body))
            {
                problem ??= $"{path}: line {number} is not JSON; write one body a line";
            }

            bodies.Add(body);
        }

        problem ??= bodies.Count == 0 ? $"{path} holds no request" : null;
        return [.. bodies];
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
