namespace SlaAgent.ModelServers.Detection;

/// <summary>What a server said to one call of detection over gRPC.</summary>
/// <param name="Code">gRPC status.</param>
/// <param name="Message">The message under the status OK, without its frame; empty under any other, and where it was not whole.</param>
internal sealed record CallReply(int Code, ReadOnlyMemory<byte> Message);
