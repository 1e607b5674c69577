using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.Tests.Conformance;

/// <summary>Says when the head has come, and when the second event: the first may name but the role, the second has a token.</summary>
internal sealed class WatchedReader(AnswerReader inner, Action onHead, Action onTokens) : AnswerReader
{
    private const int EventsWithToken = 2;
    private int _events;
    private bool _inLine;

    public override string? HeaderAsked => inner.HeaderAsked;

    public override void OnHead(int status, string? contentType)
    {
        inner.OnHead(status, contentType);
        onHead();
    }

    public override void OnHeader(string value) => inner.OnHeader(value);

    public override void OnField(string name, string value) => inner.OnField(name, value);

    public override void OnBody(ReadOnlySpan<byte> bytes, TimeSpan at)
    {
        inner.OnBody(bytes, at);
        foreach (var b in bytes)
        {
            // Empty lines are none: of SSE and of lines of JSON, each event here is one line with something in it.
            _events += b == '\n' && _inLine ? 1 : 0;
            _inLine = b != '\n';
        }

        if (_events >= EventsWithToken)
        {
            onTokens();
        }
    }

    public override Answer Complete(Outcome? failure, string? detail, TimeSpan at) => inner.Complete(failure, detail, at);
}
