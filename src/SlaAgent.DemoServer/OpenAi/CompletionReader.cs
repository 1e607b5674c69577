using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Reads chat and text completion requests.</summary>
internal static class CompletionReader
{
    /// <summary>Reads a request.</summary>
    /// <param name="document">The body.</param>
    /// <param name="chat">Whether it is a chat.</param>
    /// <param name="checksModel">Whether the model's name matters.</param>
    /// <param name="streamOptions">Whether <c>stream_options</c> are known.</param>
    /// <exception cref="FormatException">The request is not valid; the message says what is wrong with it.</exception>
    public static TextRequest Read(JsonElement document, bool chat, bool checksModel, bool streamOptions)
    {
        JsonFields.Object(document);
        var stream = JsonFields.Flag(document, "stream");
        _ = JsonFields.Number(document, "n", otherwise: 1, lowest: 1, highest: 1);
        var options = Options(document, stream, streamOptions);
        return new TextRequest
        {
            Model = checksModel ? JsonFields.Text(document, "model") : null,
            Prompt = chat ? ChatPrompt.Read(document) : JsonFields.Text(document, "prompt"),
            MaxTokens = Limit(document),
            Seed = JsonFields.Number(document, "seed", 0, long.MinValue, long.MaxValue),
            Stream = stream,
            IncludeUsage = JsonFields.Flag(options, "include_usage"),
            ContinuousUsage = JsonFields.Flag(options, "continuous_usage_stats"),
            CachePrompt = JsonFields.Flag(document, "cache_prompt", otherwise: true),
            User = JsonFields.Written(document, "user"),
        };
    }

    private static int Limit(JsonElement document)
    {
        var older = JsonFields.Number(document, "max_tokens", TextRequest.DefaultTokens, 1, TextRequest.MostTokens);
        return (int)JsonFields.Number(document, "max_completion_tokens", older, 1, TextRequest.MostTokens);
    }

    private static JsonElement Options(JsonElement document, bool stream, bool known)
    {
        if (!known && document.TryGetProperty("stream_options", out _))
        {
            throw new FormatException("unknown field 'stream_options'");
        }

        var options = JsonFields.Part(document, "stream_options");
        return stream || !options.EnumerateObject().Any()
            ? options
            : throw new FormatException("'stream_options' is allowed only with 'stream'");
    }
}
