using System.Text.Json;

namespace SlaAgent.DemoServer.Http;

/// <summary>Reads the fields of a request, which may be left out, null or wrong.</summary>
internal static class JsonFields
{
    /// <summary>The document, if it is an object.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static JsonElement Object(JsonElement document) =>
        document.ValueKind == JsonValueKind.Object ? document : throw new FormatException("the request must be a JSON object");

    /// <summary>A string that must be there.</summary>
    /// <exception cref="FormatException">It is not, or it is no string.</exception>
    public static string Text(JsonElement document, string key) =>
        OptionalText(document, key) ?? throw new FormatException($"'{key}' must be a string");

    /// <summary>A string, or null when there is none.</summary>
    public static string? OptionalText(JsonElement document, string key) =>
        document.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A value as it was written, at most 64 characters of it; null when there is none.</summary>
    public static string? Written(JsonElement document, string key)
    {
        if (!document.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        return text.Length <= 64 ? text : text[..64];
    }

    /// <summary>An object within the document; an empty one when there is none.</summary>
    /// <exception cref="FormatException">It is no object.</exception>
    public static JsonElement Part(JsonElement document, string key) =>
        !document.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? EmptyObject
        : value.ValueKind == JsonValueKind.Object ? value : throw new FormatException($"'{key}' must be an object");

    /// <summary>True or false; <paramref name="otherwise"/> when left out or null.</summary>
    /// <exception cref="FormatException">It is neither.</exception>
    public static bool Flag(JsonElement document, string key, bool otherwise = false) =>
        !document.TryGetProperty(key, out var value) ? otherwise : value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Null => otherwise,
            _ => throw new FormatException($"'{key}' must be true or false"),
        };

    /// <summary>A whole number; <paramref name="otherwise"/> when left out or null.</summary>
    /// <exception cref="FormatException">It is no whole number or out of its range.</exception>
    public static long Number(JsonElement document, string key, long otherwise, long lowest, long highest)
    {
        if (!document.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= lowest && number <= highest
            ? number
            : throw new FormatException($"'{key}' must be a whole number from {lowest} to {highest}");
    }

    private static JsonElement EmptyObject { get; } = JsonDocument.Parse("{}").RootElement;
}
