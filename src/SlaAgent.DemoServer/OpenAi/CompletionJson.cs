using System.Text.Json;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Writes OpenAI's documents: whole completions, chunks, models and errors.</summary>
internal static class CompletionJson
{
    public const string ModelName = "demo-chat";

    public static void Models(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        writer.WriteStartObject();
        writer.WriteString("id", ModelName);
        writer.WriteString("object", "model");
        writer.WriteNumber("created", 0);
        writer.WriteString("owned_by", "slaagent");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Error(Utf8JsonWriter writer, int status, string message, string? code)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", message);
        writer.WriteString("type", status < 500 ? "invalid_request_error" : "server_error");
        writer.WriteNull("param");
        writer.WriteString("code", code);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    public static void Whole(Utf8JsonWriter writer, Completion completion)
    {
        Begin(writer, completion, completion.IsChat ? "chat.completion" : "text_completion");
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        if (completion.IsChat)
        {
            writer.WriteStartObject("message");
            writer.WriteString("role", "assistant");
            writer.WriteString("content", completion.Generated.Text);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteString("text", completion.Generated.Text);
        }

        writer.WriteString("finish_reason", completion.Generated.FinishReason);
        writer.WriteEndObject();
        writer.WriteEndArray();
        Usage(writer, completion);
        writer.WriteEndObject();
    }

    /// <summary>The first chunk of a chat, which names the role and holds no token.</summary>
    public static void RoleChunk(Utf8JsonWriter writer, Completion completion) => Chunk(writer, completion, "", "assistant", null);

    public static void TokenChunk(Utf8JsonWriter writer, Completion completion, string token) => Chunk(writer, completion, token, null, null);

    public static void LastChunk(Utf8JsonWriter writer, Completion completion) =>
        Chunk(writer, completion, null, null, completion.Generated.FinishReason);

    public static void UsageChunk(Utf8JsonWriter writer, Completion completion)
    {
        BeginChunk(writer, completion);
        writer.WriteStartArray("choices");
        writer.WriteEndArray();
        Usage(writer, completion);
        writer.WriteEndObject();
    }

    private static void Chunk(Utf8JsonWriter writer, Completion completion, string? content, string? role, string? finish)
    {
        BeginChunk(writer, completion);
        writer.WriteStartArray("choices");
        writer.WriteStartObject();
        writer.WriteNumber("index", 0);
        if (completion.IsChat)
        {
            Delta(writer, content, role);
        }
        else
        {
            writer.WriteString("text", content ?? "");
        }

        writer.WriteString("finish_reason", finish);
        writer.WriteEndObject();
        writer.WriteEndArray();
        if (completion.Request.IncludeUsage)
        {
            writer.WriteNull("usage");
        }

        writer.WriteEndObject();
    }

    private static void Delta(Utf8JsonWriter writer, string? content, string? role)
    {
        writer.WriteStartObject("delta");
        if (role is not null)
        {
            writer.WriteString("role", role);
        }

        if (content is not null)
        {
            writer.WriteString("content", content);
        }

        writer.WriteEndObject();
    }

    private static void BeginChunk(Utf8JsonWriter writer, Completion completion) =>
        Begin(writer, completion, completion.IsChat ? "chat.completion.chunk" : "text_completion");

    private static void Begin(Utf8JsonWriter writer, Completion completion, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("id", completion.Id);
        writer.WriteString("object", kind);
        writer.WriteNumber("created", completion.Created);
        writer.WriteString("model", ModelName);
    }

    private static void Usage(Utf8JsonWriter writer, Completion completion)
    {
        var (prompt, output) = (completion.Generated.PromptTokens, completion.Generated.Tokens.Length);
        writer.WriteStartObject("usage");
        writer.WriteNumber("prompt_tokens", prompt);
        writer.WriteNumber("completion_tokens", output);
        writer.WriteNumber("total_tokens", prompt + output);
        writer.WriteEndObject();
    }
}
