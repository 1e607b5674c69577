using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Readers;

namespace SlaAgent.ModelServers.Presets;

/// <summary>A prompt, with the member that servers may refuse as long as this one takes it.</summary>
/// <param name="writer">Writes the requests.</param>
/// <param name="refusal">Whether the server takes that member; null where there is none.</param>
/// <param name="newReader">Makes a reader; told the refusal where the request had the member.</param>
internal sealed class PromptExchange(PromptWriter writer, MemberRefusal? refusal, Func<MemberRefusal?, AnswerReader> newReader) : ProbeExchange
{
    private readonly PromptRequest _whole = writer.Write(null, null, leftOut: null);
    private readonly PromptRequest? _without = refusal is null ? null : writer.Write(null, null, refusal.Member);
    private int? _promptTokens;
    private int? _outputTokens;
    private bool _asked;

    /// <inheritdoc />
    public override ServerRequest NextRequest()
    {
        _asked = refusal is { Refused: false };
        var leavesOut = !_asked && refusal is not null;
        return _promptTokens is null && _outputTokens is null
            ? (leavesOut ? _without! : _whole).Renewed()
            : writer.Write(_promptTokens, _outputTokens, leavesOut ? refusal!.Member : null).Request;
    }

    /// <inheritdoc />
    public override AnswerReader NewReader() => newReader(_asked ? refusal : null);

    /// <inheritdoc />
    public override void Size(int? promptTokens, int? outputTokens) => (_promptTokens, _outputTokens) = (promptTokens, outputTokens);

    /// <inheritdoc />
    public override ProbeExchange Twin() => new PromptExchange(writer, refusal, newReader);
}
