namespace SlaAgent.ModelServers.Detection;

/// <summary>What a server said to one call of detection over gRPC.</summary>
/// <param name="Code">gRPC status.</param>
/// <param name="Message">The message under the status OK, without its frame; empty under any other, and where it was not whole.</param>
/// <param name="IsRouted">Whether the front of Seldon Core 2 says where the call went.</param>
internal sealed record CallReply(int Code, ReadOnlyMemory<byte> Message, bool IsRouted);
