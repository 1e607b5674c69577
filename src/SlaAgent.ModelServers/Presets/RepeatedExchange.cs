using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Requests that were made once, sent in turn, and answers that are all read alike.</summary>
internal sealed class RepeatedExchange(ServerRequest[] requests, Func<AnswerReader> newReader) : ProbeExchange
{
    private int _next;

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        var request = requests[_next];
        _next = (_next + 1) % requests.Length;
        return request;
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => newReader();
}
