using System.Text;
using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.SgLang;

/// <summary>The stream of SGLang's own /generate: every event has the whole text so far.</summary>
internal sealed class SgLangFormat(TextAnswer answer, ErrorForm errors) : IStreamFormat
{
    private readonly StringBuilder _text = new();

    public string ContentType => "text/event-stream";

    public ReadOnlyMemory<byte>? Ping => null;

    public IEnumerable<ReadOnlyMemory<byte>> Begin() => [];

    public ReadOnlyMemory<byte> Token(string token, int index, bool isReasoning, bool isLast)
    {
        _text.Append(token);
        return EventFrame.Of("data: ", writer => Write(writer, answer, _text.ToString(), index + 1, isLast));
    }

    public IEnumerable<ReadOnlyMemory<byte>> End() => [EventFrame.Done];

    public IEnumerable<ReadOnlyMemory<byte>> Error() =>
        [EventFrame.Of("data: ", errors.Body(errors.Of(Problem.Failed, answer.Model))), EventFrame.Done];

    public static void Write(Utf8JsonWriter writer, TextAnswer answer, string text, int tokens, bool isLast)
    {
        writer.WriteStartObject();
        writer.WriteString("text", text);
        writer.WriteStartObject("meta_info");
        writer.WriteString("id", $"{answer.Number:x32}");
        if (isLast)
        {
            writer.WriteStartObject("finish_reason");
            writer.WriteString("type", answer.Text.FinishReason);
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("finish_reason");
        }

        writer.WriteNumber("prompt_tokens", answer.Text.PromptTokens);
        writer.WriteNumber("completion_tokens", tokens);
        writer.WriteNumber("cached_tokens", answer.Text.CachedTokens);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
