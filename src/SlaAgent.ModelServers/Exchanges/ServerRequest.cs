namespace SlaAgent.ModelServers.Exchanges;

/// <summary>What is sent to a model server, apart from address, host, authentication and the user's headers, which the transport adds.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="PathAndQuery">Path relative to the service's URL, beginning with a slash.</param>
/// <param name="ContentType">Content type of the body; null without a body.</param>
/// <param name="Accept">Accept header; null for none.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record ServerRequest(string Method, string PathAndQuery, string? ContentType, string? Accept, ReadOnlyMemory<byte> Body);
