using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.Triton;

/// <summary>The stream of generate_stream: one event a response, no [DONE]; an error is an event with that key.</summary>
internal sealed class TritonFormat(TextAnswer answer, ErrorForm errors) : IStreamFormat
{
    public string ContentType => "text/event-stream; charset=utf-8";

    public ReadOnlyMemory<byte>? Ping => null;

    public IEnumerable<ReadOnlyMemory<byte>> Begin() => [];

    public ReadOnlyMemory<byte> Token(string token, int index, bool isReasoning, bool isLast) =>
        EventFrame.Of("data: ", writer => Write(writer, answer, token));

    public IEnumerable<ReadOnlyMemory<byte>> End() => [];

    public IEnumerable<ReadOnlyMemory<byte>> Error() => [EventFrame.Of("data: ", errors.Body(errors.Of(Problem.Failed, answer.Model)))];

    /// <summary>One response.</summary>
    public static void Write(Utf8JsonWriter writer, TextAnswer answer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("model_name", answer.Model);
        writer.WriteString("model_version", "1");
        writer.WriteString("text_output", text);
        writer.WriteEndObject();
    }
}
