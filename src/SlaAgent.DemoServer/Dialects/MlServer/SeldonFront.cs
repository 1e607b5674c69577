using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Classification;

namespace SlaAgent.DemoServer.Dialects.MlServer;

/// <summary>The Envoy before the models of Seldon Core 2: it routes by the header that names the model, and what it cannot route is 404, whatever the path.</summary>
internal static class SeldonFront
{
    /// <summary>What the agent adds to a model's name: the number of what was deployed.</summary>
    public const string LoadedSuffix = "_1";

    // The agent's own, which has a port of its own in the real one.
    private const string Metrics = "/metrics";

    /// <summary>Lets a request through, or answers it.</summary>
    /// <returns>Whether it goes on to the server.</returns>
    public static bool Admits(HttpContext context)
    {
        if (context.Request.Path == Metrics)
        {
            return true;
        }

        var response = context.Response;
        response.Headers.Server = "envoy";
        if (context.Request.Headers["seldon-model"] == IrisModel.Name)
        {
            response.Headers["x-seldon-route"] = $":{IrisModel.Name}{LoadedSuffix}:";
            return true;
        }

        if (HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            // Envoy's 404 as gRPC has it.
            response.ContentType = "application/grpc";
            response.Headers["grpc-status"] = "12";
        }
        else
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            response.ContentLength = 0;
        }

        return false;
    }
}
