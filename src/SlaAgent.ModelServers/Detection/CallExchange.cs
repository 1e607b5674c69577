using Google.Protobuf;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Detection;

/// <summary>One call over gRPC at a time, and what was said to it: any status is an answer.</summary>
public sealed class CallExchange : ProbeExchange
{
    private ServerRequest _request = new("POST", "/", "application/grpc", null, default);
    private CallReader? _reader;

    /// <summary>What was said to the last call; null where the answer did not come to a gRPC status.</summary>
    internal CallReply? Reply => _reader?.Reply;

    /// <summary>What is called next.</summary>
    internal void Set(string path, IMessage message)
    {
        _reader = null;
        _request = _request with { PathAndQuery = path, Body = MessageFrame.Write(message) };
    }

    /// <inheritdoc />
    public override ServerRequest NextRequest() => _request;

    /// <inheritdoc />
    public override AnswerReader NewReader() => _reader = new CallReader();

    /// <inheritdoc />
    public override ProbeExchange Twin() => new CallExchange();
}
