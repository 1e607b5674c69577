using System.Buffers;
using System.Text.Json;
using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Writes the body of an OpenAI-compatible request from a prompt.</summary>
internal static class PromptBody
{
    /// <summary>Upper bound of generated tokens where none is given: small, but enough for a time per token.</summary>
    public const int DefaultMaxTokens = 16;

    /// <summary>The body: a text completion where <paramref name="path"/> is that of one, else a chat of one message.</summary>
    public static byte[] Write(string path, string? model, ProbeRequest.Inference inference, bool askUsage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (model is not null)
            {
                json.WriteString("model", model);
            }

            WritePrompt(json, inference.Prompt, IsTextCompletion(path));
            json.WriteNumber("max_tokens", inference.MaxTokens ?? DefaultMaxTokens);
            json.WriteNumber("temperature", 0);
            json.WriteBoolean("stream", inference.Stream);
            if (inference.Stream && askUsage)
            {
                json.WriteStartObject("stream_options");
                json.WriteBoolean("include_usage", true);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WritePrompt(Utf8JsonWriter json, string? prompt, bool textCompletion)
    {
        if (textCompletion)
        {
            json.WriteString("prompt", prompt);
            return;
        }

        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteString("content", prompt);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Whether <paramref name="path"/> is that of a text completion, not of a chat.</summary>
    public static bool IsTextCompletion(string path)
    {
        var query = path.IndexOf('?', StringComparison.Ordinal);
        var plain = (query < 0 ? path : path[..query]).TrimEnd('/');
        return plain.EndsWith("/completions", StringComparison.OrdinalIgnoreCase)
            && !plain.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase);
    }
}
