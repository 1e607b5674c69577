using System.Text.Json;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>A validated chat or text completion request.</summary>
/// <param name="Model">The model asked for; not yet known to exist.</param>
/// <param name="Prompt">The text to answer; a chat's messages one after the other.</param>
/// <param name="MaxTokens">Most tokens to generate.</param>
/// <param name="Seed">Seed of the generator.</param>
/// <param name="Stream">Whether the answer is streamed.</param>
/// <param name="IncludeUsage">Whether a stream ends with a usage chunk.</param>
internal sealed record CompletionRequest(string Model, string Prompt, int MaxTokens, long Seed, bool Stream, bool IncludeUsage)
{
    private const int DefaultTokens = 256;
    private const int MostTokens = 4096;

    /// <summary>Reads a request.</summary>
    /// <exception cref="FormatException">The request is not valid; the message says what is wrong with it.</exception>
    public static CompletionRequest Read(JsonElement document, bool chat)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the request must be a JSON object");
        }

        var stream = Flag(document, "stream");
        _ = Number(document, "n", otherwise: 1, lowest: 1, highest: 1);
        return new CompletionRequest(
            Text(document, "model"),
            chat ? ChatPrompt.Read(document) : Text(document, "prompt"),
            (int)Number(document, "max_completion_tokens", Number(document, "max_tokens", DefaultTokens, 1, MostTokens), 1, MostTokens),
            Number(document, "seed", 0, long.MinValue, long.MaxValue),
            stream,
            UsageWanted(document, stream));
    }

    private static bool UsageWanted(JsonElement document, bool stream)
    {
        if (!document.TryGetProperty("stream_options", out var options) || options.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        if (!stream)
        {
            throw new FormatException("'stream_options' is allowed only with 'stream'");
        }

        return options.ValueKind == JsonValueKind.Object
            ? Flag(options, "include_usage")
            : throw new FormatException("'stream_options' must be an object");
    }

    private static string Text(JsonElement document, string key) =>
        document.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"'{key}' must be a string");

    private static bool Flag(JsonElement document, string key) =>
        document.TryGetProperty(key, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new FormatException($"'{key}' must be true or false"),
        };

    private static long Number(JsonElement document, string key, long otherwise, long lowest, long highest)
    {
        if (!document.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return otherwise;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= lowest && number <= highest
            ? number
            : throw new FormatException($"'{key}' must be a whole number from {lowest} to {highest}");
    }
}
