using System.Text;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>A completion as server-sent events, one token a chunk.</summary>
internal sealed class CompletionFormat(TextAnswer answer, bool chat, OpenAiFlavour flavour) : IStreamFormat
{
    private readonly CompletionJson _json = new(answer, chat, flavour);

    public string ContentType => "text/event-stream";

    public ReadOnlyMemory<byte>? Ping => flavour.Ping is { } comment ? Encoding.UTF8.GetBytes(comment) : null;

    public IEnumerable<ReadOnlyMemory<byte>> Begin() => chat ? [EventFrame.Of(flavour.DataPrefix, _json.RoleChunk)] : [];

    public ReadOnlyMemory<byte> Token(string token, int index, bool isReasoning, bool isLast) =>
        EventFrame.Of(flavour.DataPrefix, writer => _json.TokenChunk(writer, token, isReasoning));

    public IEnumerable<ReadOnlyMemory<byte>> End()
    {
        yield return EventFrame.Of(flavour.DataPrefix, _json.LastChunk);
        if (answer.Request.IncludeUsage)
        {
            yield return EventFrame.Of(flavour.DataPrefix, _json.UsageChunk);
        }

        yield return Done();
    }

    public IEnumerable<ReadOnlyMemory<byte>> Error()
    {
        yield return EventFrame.Of(flavour.ErrorPrefix, flavour.Errors.Body(flavour.Errors.Of(Problem.Failed, answer.Model)));
        if (flavour.DoneAfterError)
        {
            yield return Done();
        }
    }

    private ReadOnlyMemory<byte> Done() => EventFrame.Of(flavour.DataPrefix, "[DONE]"u8.ToArray());
}
