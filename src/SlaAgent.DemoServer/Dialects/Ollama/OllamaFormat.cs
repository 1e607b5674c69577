using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.Ollama;

/// <summary>Ollama's stream: a line of JSON a token, and a last one with the counts.</summary>
internal sealed class OllamaFormat(TextAnswer answer, bool chat, ErrorForm errors) : IStreamFormat
{
    public string ContentType => "application/x-ndjson";

    public ReadOnlyMemory<byte>? Ping => null;

    public IEnumerable<ReadOnlyMemory<byte>> Begin() => [];

    public ReadOnlyMemory<byte> Token(string token, int index, bool isReasoning, bool isLast) =>
        EventFrame.Line(writer => OllamaJson.Answer(writer, answer, chat, isReasoning ? "" : token, isReasoning ? token : "", isDone: false));

    public IEnumerable<ReadOnlyMemory<byte>> End() => [EventFrame.Line(writer => OllamaJson.Answer(writer, answer, chat, "", "", isDone: true))];

    public IEnumerable<ReadOnlyMemory<byte>> Error() =>
        [(byte[])[.. errors.Body(errors.Of(Problem.Failed, answer.Model)).Span, (byte)'\n']];
}
