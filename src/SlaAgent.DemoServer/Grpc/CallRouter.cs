using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Http;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>Sends each call to its method, and turns refusals into statuses.</summary>
internal sealed class CallRouter(ServerParts parts)
{
    private const string Inference = "/inference.GRPCInferenceService/";
    private const string Check = "/grpc.health.v1.Health/Check";

    private readonly CallFlavour _flavour = CallFlavour.Of(parts.Options.Dialect);
    private readonly InferenceService _inference = new(parts);

    public async Task HandleAsync(HttpContext context, long arrived, CancellationToken cancellationToken)
    {
        if (parts.Faults.Current.AbortConnections)
        {
            // Not only the stream, as the request's own Abort would.
            context.Features.Get<IConnectionLifetimeFeature>()!.Abort();
            return;
        }

        if (!UnaryCall.Is(context))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        try
        {
            await CallAsync(context, arrived, cancellationToken).ConfigureAwait(false);
        }
        catch (CallRefusedException refusal)
        {
            UnaryCall.Refuse(context, refusal.Status, refusal.Message);
        }
    }

    private Task CallAsync(HttpContext context, long arrived, CancellationToken cancellationToken) => context.Request.Path.Value switch
    {
        Inference + "ServerLive" or Inference + "ServerReady" or Inference + "ModelReady" or Check when parts.Faults.Current.HealthHang =>
            Task.Delay(parts.Options.LongestHang, parts.Time, cancellationToken),
        Inference + "ServerLive" => AnswerAsync(context, ServerLiveRequest.Parser, _ => _inference.Live(), cancellationToken),
        Inference + "ServerReady" => AnswerAsync(context, ServerReadyRequest.Parser, _ => _inference.Ready(), cancellationToken),
        Inference + "ModelReady" => AnswerAsync(context, ModelReadyRequest.Parser, _inference.Ready, cancellationToken),
        Inference + "ServerMetadata" => AnswerAsync(context, ServerMetadataRequest.Parser, _ => InferenceService.Server(_flavour.ServerName), cancellationToken),
        Inference + "ModelMetadata" => AnswerAsync(context, ModelMetadataRequest.Parser, _inference.Model, cancellationToken),
        Inference + "ModelInfer" => _inference.InferAsync(context, arrived, cancellationToken),
        Check when _flavour.HasHealthCheck => AnswerAsync(context, HealthCheckRequest.Parser, _inference.Check, cancellationToken),
        var index when index == _flavour.Index => AnswerAsync(context, RepositoryIndexRequest.Parser, _ => _inference.Index(), cancellationToken),
        var other => throw new CallRefusedException(CallRefusedException.Unimplemented, $"there is no method {other}"),
    };

    private static async Task AnswerAsync<TRequest>(
        HttpContext context, Google.Protobuf.MessageParser<TRequest> parser, Func<TRequest, Google.Protobuf.IMessage> answer, CancellationToken cancellationToken)
        where TRequest : Google.Protobuf.IMessage<TRequest>
    {
        var request = await UnaryCall.ReadAsync(context, parser, cancellationToken).ConfigureAwait(false);
        await UnaryCall.AnswerAsync(context, answer(request), cancellationToken).ConfigureAwait(false);
    }
}
