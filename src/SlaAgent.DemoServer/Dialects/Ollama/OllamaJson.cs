using System.Globalization;
using System.Text.Json;
using SlaAgent.DemoServer.Generation;

namespace SlaAgent.DemoServer.Dialects.Ollama;

/// <summary>Writes Ollama's documents; durations are nanoseconds.</summary>
internal static class OllamaJson
{
    /// <summary>A piece of an answer, or all of it.</summary>
    public static void Answer(Utf8JsonWriter writer, TextAnswer answer, bool chat, string text, string thinking, bool isDone)
    {
        writer.WriteStartObject();
        writer.WriteString("model", answer.Model);
        writer.WriteString("created_at", answer.Created.UtcDateTime);
        if (chat)
        {
            writer.WriteStartObject("message");
            writer.WriteString("role", "assistant");
            writer.WriteString("content", text);
        }
        else
        {
            writer.WriteString("response", text);
        }

        if (thinking.Length > 0)
        {
            writer.WriteString("thinking", thinking);
        }

        if (chat)
        {
            writer.WriteEndObject();
        }

        writer.WriteBoolean("done", isDone);
        if (isDone)
        {
            Counts(writer, answer);
        }

        writer.WriteEndObject();
    }

    /// <summary>The list of models: on disk, or in memory until <paramref name="expires"/>.</summary>
    public static void Models(Utf8JsonWriter writer, bool any, DateTimeOffset? expires)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("models");
        if (any)
        {
            writer.WriteStartObject();
            writer.WriteString("name", TextDesk.ModelName + ":latest");
            writer.WriteString("model", TextDesk.ModelName + ":latest");
            writer.WriteNumber("size", 1476);
            writer.WriteString("digest", new string('0', 64));
            if (expires is { } end)
            {
                writer.WriteString("expires_at", end.ToString("O", CultureInfo.InvariantCulture));
                writer.WriteNumber("size_vram", 1476);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Counts(Utf8JsonWriter writer, TextAnswer answer)
    {
        writer.WriteString("done_reason", answer.Text.FinishReason);
        writer.WriteNumber("total_duration", Nanoseconds(answer.Serving.Elapsed));
        writer.WriteNumber("load_duration", 0);
        writer.WriteNumber("prompt_eval_count", answer.Text.PromptTokens);
        writer.WriteNumber("prompt_eval_duration", Nanoseconds(answer.Serving.Prefill));
        writer.WriteNumber("eval_count", answer.Text.OutputTokens);
        writer.WriteNumber("eval_duration", Nanoseconds(answer.Serving.Decode));
    }

    private static long Nanoseconds(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
