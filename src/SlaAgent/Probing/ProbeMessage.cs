namespace SlaAgent.Probing;

/// <summary>A request that knows the attempt it belongs to, so that a connection opened for it does too.</summary>
internal sealed class ProbeMessage(HttpMethod method, Uri address, ProbeAttempt attempt) : HttpRequestMessage(method, address)
{
    /// <summary>The attempt.</summary>
    public ProbeAttempt Attempt => attempt;
}
