namespace SlaAgent.ModelServers.Grpc;

/// <summary>What a message says against being ready, in words; null for nothing.</summary>
/// <exception cref="Google.Protobuf.InvalidProtocolBufferException">It is no message of its type.</exception>
internal delegate string? Denial(ReadOnlySpan<byte> message);
