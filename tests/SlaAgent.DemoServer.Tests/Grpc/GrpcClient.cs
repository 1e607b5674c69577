using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace SlaAgent.DemoServer.Tests.Grpc;

/// <summary>A client of .NET's own gRPC library, so that the wire is held against somebody else's reading of it.</summary>
internal sealed class GrpcClient : IDisposable
{
    private readonly GrpcChannel _channel;

    public GrpcClient(Uri address) => _channel = GrpcChannel.ForAddress(new UriBuilder(address) { Scheme = "http" }.Uri);

    /// <summary>Makes a call; a status other than OK is thrown.</summary>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(string path, TRequest request, MessageParser<TResponse> parser, CallOptions options = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var slash = path.LastIndexOf('/');
        var method = new Method<TRequest, TResponse>(
            MethodType.Unary,
            path[..slash],
            path[(slash + 1)..],
            Marshallers.Create<TRequest>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<TResponse>(_ => throw new NotSupportedException(), parser.ParseFrom));
        using var call = _channel.CreateCallInvoker().AsyncUnaryCall(method, null, options.WithCancellationToken(TestContext.Current.CancellationToken), request);
        return await call;
    }

    /// <summary>The status and the message of a call that is refused.</summary>
    public async Task<(StatusCode, string)> RefusalAsync<TRequest, TResponse>(string path, TRequest request, MessageParser<TResponse> parser, CallOptions options = default)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => CallAsync(path, request, parser, options));
        return (refused.StatusCode, refused.Status.Detail);
    }

    public void Dispose() => _channel.Dispose();
}
