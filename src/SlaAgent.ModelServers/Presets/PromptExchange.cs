using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Presets;

/// <summary>A streamed prompt that asks for usage as long as the server takes the question.</summary>
internal sealed class PromptExchange(ServerRequest withUsage, ServerRequest withoutUsage, ExpectationCheck expectation, bool keepsChunks) : ProbeExchange
{
    private readonly StreamUsage _usage = new();
    private bool _asked;

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        _asked = !_usage.Refused;
        return _asked ? withUsage : withoutUsage;
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => new CompletionReader(expectation, streamAsked: true, _asked ? _usage : null, keepsChunks);
}
