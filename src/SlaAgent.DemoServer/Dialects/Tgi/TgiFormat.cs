using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.Tgi;

/// <summary>TGI's own stream: no space after <c>data:</c>, the text and its details in the last token's event, and no [DONE].</summary>
internal sealed class TgiFormat(TextAnswer answer, ErrorForm errors) : IStreamFormat
{
    public string ContentType => "text/event-stream";

    public ReadOnlyMemory<byte>? Ping => null;

    public IEnumerable<ReadOnlyMemory<byte>> Begin() => [];

    public ReadOnlyMemory<byte> Token(string token, int index, bool isReasoning, bool isLast) => Event(token, index, isSpecial: false, isLast);

    /// <summary>A text without tokens is told in one event all the same: the end of the text is a token too, a special one without text.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> End() => answer.Text.OutputTokens == 0 ? [Event("", 0, isSpecial: true, isLast: true)] : [];

    public IEnumerable<ReadOnlyMemory<byte>> Error() => [EventFrame.Of("data:", errors.Body(errors.Of(Problem.Failed, answer.Model)))];

    /// <summary>The text with its reasoning, which this API does not tell apart.</summary>
    public static string Text(TextAnswer answer) => string.Concat(answer.Text.Reasoning) + answer.Text.Text;

    /// <summary>Why the text ended, in TGI's words.</summary>
    public static string Reason(TextAnswer answer) => answer.Text.CutShort ? "length" : "eos_token";

    private ReadOnlyMemory<byte> Event(string token, int index, bool isSpecial, bool isLast) => EventFrame.Of("data:", writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber("index", index + 1);
        writer.WriteStartObject("token");
        writer.WriteNumber("id", index);
        writer.WriteString("text", token);
        writer.WriteNumber("logprob", 0);
        writer.WriteBoolean("special", isSpecial);
        writer.WriteEndObject();
        if (isLast)
        {
            writer.WriteString("generated_text", Text(answer));
            writer.WriteStartObject("details");
            writer.WriteString("finish_reason", Reason(answer));
            writer.WriteNumber("generated_tokens", answer.Text.OutputTokens);
            writer.WriteNumber("input_length", answer.Text.PromptTokens);
            writer.WriteNull("seed");
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("generated_text");
            writer.WriteNull("details");
        }

        writer.WriteEndObject();
    });
}
