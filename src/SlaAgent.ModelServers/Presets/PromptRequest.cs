using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.ModelServers.Presets;

/// <summary>A request made once, and the place in its body that is written anew each time.</summary>
internal sealed record PromptRequest(ServerRequest Request, Memory<byte> Nonce)
{
    /// <summary>The request with other characters at the start of its prompt.</summary>
    public ServerRequest Renewed()
    {
        PromptNonce.Fill(Nonce.Span);
        return Request;
    }
}
