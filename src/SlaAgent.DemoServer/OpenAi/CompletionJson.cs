using System.Globalization;
using System.Text.Json;
using SlaAgent.DemoServer.Generation;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Writes one completion's documents: the whole of it, or its chunks.</summary>
internal sealed class CompletionJson(TextAnswer answer, bool chat, OpenAiFlavour flavour)
{
    private readonly string _id = (chat ? "chatcmpl-" : "cmpl-") + answer.Number.ToString("x8", CultureInfo.InvariantCulture);

    public void Whole(Utf8JsonWriter writer)
    {
        Begin(writer, chat ? "chat.completion" : "text_completion");
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        if (chat)
        {
            writer.WriteStartObject("message");
            writer.WriteString("role", "assistant");
            if (!answer.Text.Reasoning.IsEmpty)
            {
                writer.WriteString(flavour.ReasoningKey, string.Concat(answer.Text.Reasoning));
            }

            writer.WriteString("content", answer.Text.Text);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("text", answer.Text.Text);
        }

        writer.WriteString("finish_reason", answer.Text.FinishReason);
        writer.WriteEndObject();
        writer.WriteEndArray();
        Usage(writer, answer.Text.OutputTokens);
        Timings(writer);
        writer.WriteEndObject();
    }

    /// <summary>The first chunk of a chat, which names the role and holds no token.</summary>
    public void RoleChunk(Utf8JsonWriter writer) => Chunk(writer, "", "assistant", null, isReasoning: false);

    public void TokenChunk(Utf8JsonWriter writer, string token, bool isReasoning) => Chunk(writer, token, null, null, isReasoning);

    public void LastChunk(Utf8JsonWriter writer) =>
        Chunk(writer, flavour.EmptyLastContent ? "" : null, null, answer.Text.FinishReason, isReasoning: false);

    public void UsageChunk(Utf8JsonWriter writer)
    {
        BeginChunk(writer);
        writer.WriteStartArray("choices");
        writer.WriteEndArray();
        Usage(writer, answer.Text.OutputTokens);
        Timings(writer);
        writer.WriteEndObject();
    }

    private void Chunk(Utf8JsonWriter writer, string? content, string? role, string? finish, bool isReasoning)
    {
        BeginChunk(writer);
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        if (chat)
        {
            Delta(writer, content, role, isReasoning);
        }
        else
        {
            writer.WriteString("text", content ?? "");
        }

        writer.WriteString("finish_reason", finish);
        writer.WriteEndObject();
        writer.WriteEndArray();
        ChunkEnd(writer, isLast: finish is not null);
        writer.WriteEndObject();
    }

    private void ChunkEnd(Utf8JsonWriter writer, bool isLast)
    {
        if (answer.Request is { IncludeUsage: true, ContinuousUsage: true })
        {
            Usage(writer, answer.Serving.Tokens);
        }
        else if (answer.Request.IncludeUsage && flavour.NullUsage)
        {
            writer.WriteNull("usage");
        }

        if (isLast && !answer.Request.IncludeUsage)
        {
            Timings(writer);
        }
    }

    private void Delta(Utf8JsonWriter writer, string? content, string? role, bool isReasoning)
    {
        writer.WriteStartObject("delta");
        if (role is not null)
        {
            writer.WriteString("role", role);
        }

        if (content is not null)
        {
            writer.WriteString(isReasoning ? flavour.ReasoningKey : "content", content);
        }

        writer.WriteEndObject();
    }

    private void BeginChunk(Utf8JsonWriter writer) => Begin(writer, chat ? "chat.completion.chunk" : "text_completion");

    private void Begin(Utf8JsonWriter writer, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("id", _id);
        writer.WriteString("object", kind);
        writer.WriteNumber("created", answer.Created.ToUnixTimeSeconds());
        writer.WriteString("model", answer.Model);
    }

    private void Usage(Utf8JsonWriter writer, int output)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("prompt_tokens", answer.Text.PromptTokens);
        writer.WriteNumber("completion_tokens", output);
        writer.WriteNumber("total_tokens", answer.Text.PromptTokens + output);
        writer.WriteEndObject();
    }

    private void Timings(Utf8JsonWriter writer)
    {
        if (!flavour.Timings)
        {
            return;
        }

        var (prompt, predicted) = (answer.Serving.Prefill.TotalMilliseconds, answer.Serving.Decode.TotalMilliseconds);
        var (read, made) = (answer.Text.PromptTokens - answer.Text.CachedTokens, answer.Text.OutputTokens);
        writer.WriteStartObject("timings");
        writer.WriteNumber("cache_n", answer.Text.CachedTokens);
        writer.WriteNumber("prompt_n", read);
        writer.WriteNumber("prompt_ms", prompt);
        writer.WriteNumber("prompt_per_second", prompt > 0 ? read / prompt * 1000 : 0);
        writer.WriteNumber("predicted_n", made);
        writer.WriteNumber("predicted_ms", predicted);
        writer.WriteNumber("predicted_per_second", predicted > 0 ? made / predicted * 1000 : 0);
        writer.WriteEndObject();
    }
}
