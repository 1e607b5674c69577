using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;

namespace SlaAgent.ModelServers.Presets;

/// <summary>A prompt, with the member that servers may refuse as long as this one takes it.</summary>
/// <param name="whole">The request with that member, if there is one.</param>
/// <param name="without">The request without; null where there is none.</param>
/// <param name="refusal">Whether the server takes it; null where there is none.</param>
/// <param name="newReader">Makes a reader; told the refusal where the request had the member.</param>
internal sealed class PromptExchange(PromptRequest whole, PromptRequest? without, MemberRefusal? refusal, Func<MemberRefusal?, AnswerReader> newReader) : ProbeExchange
{
    private bool _asked;

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        _asked = refusal is { Refused: false };
        return (_asked || without is null ? whole : without).Renewed();
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => newReader(_asked ? refusal : null);
}
