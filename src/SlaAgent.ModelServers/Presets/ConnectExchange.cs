using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Presets;

/// <summary>A health question to a server that answers none: whether it takes a connection.</summary>
internal sealed class ConnectExchange : ProbeExchange
{
    /// <inheritdoc />
    public override bool ConnectsOnly => true;

    /// <inheritdoc />
    public override ServerRequest NextRequest() => throw new InvalidOperationException("Nothing is sent where a connection alone is the answer.");

    /// <inheritdoc />
    public override AnswerReader NewReader() => throw new InvalidOperationException("Nothing is read where a connection alone is the answer.");

    /// <inheritdoc />
    public override ProbeExchange Twin() => this;
}
