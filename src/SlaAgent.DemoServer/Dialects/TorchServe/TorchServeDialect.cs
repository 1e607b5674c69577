using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.TorchServe;

/// <summary>TorchServe, inference and management on one port: a ping that says "Unhealthy" under 200, and predictions from bodies of any kind.</summary>
internal static class TorchServeDialect
{
    private static readonly ErrorForm Errors = ErrorForm.Json(
        (writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("code", failure.Status);
            writer.WriteString("type", failure.Problem switch
            {
                Problem.UnknownModel => "ModelNotFoundException",
                Problem.NotFound => "ResourceNotFoundException",
                Problem.MethodNotAllowed => "MethodNotAllowedException",
                Problem.Invalid => "BadRequestException",
                Problem.Unauthorized => "InvalidKeyException",
                Problem.ModelNotReady or Problem.Loading or Problem.Overloaded => "ServiceUnavailableException",
                _ => "InternalServerException",
            });
            writer.WriteString("message", failure.Message);
            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.UnknownModel] = new(404, "Model not found: {0}"),
            [Problem.NotFound] = new(404, "Requested resource is not found, please refer to API document."),
            [Problem.ModelNotReady] = new(503, "Model \"{0}\" has no worker to serve inference request. Please use scale workers API to add workers."),
            [Problem.Loading] = new(503, "Model \"{0}\" has no worker to serve inference request. Please use scale workers API to add workers."),
            [Problem.Overloaded] = new(503, "Model \"{0}\" queue is full. Please use scale workers API to add workers."),
            [Problem.Unauthorized] = new(400, "Token Authorization failed. Token either incorrect, expired, or not provided correctly"),
        });

    public static DialectDefinition Definition { get; } = new(
        parts => [new RouteGroup(Errors, [.. Routes(parts), TorchServeMetrics.Page.Route(parts)])],
        TorchServeMetrics.Page);

    private static ImmutableArray<Route> Routes(ServerParts parts)
    {
        var desk = new PredictionDesk(parts);
        Task PredictAsync(RequestCall call) => PredictionDesk.Knows(call.Model)
            ? desk.ServeBodyAsync(call, body => Read(body, desk.Features), rows => (JsonAnswer.Bytes(writer => PredictionJson.Classes(writer, rows)), "application/json"))
            : call.RefuseAsync(Problem.UnknownModel);
        return
        [
            HealthRoute.Of("/ping", call => call.SendTextAsync(200, $$"""{"status":"{{Health(call)}}"}""", "application/json")),
            new("POST", "/predictions/{model}", PredictAsync),
            new("POST", "/predictions/{model}/{version}", PredictAsync),
            new("GET", "/models", call => call.SendTextAsync(200, $$"""{"models":[{"modelName":"{{IrisModel.Name}}","modelUrl":"{{IrisModel.Name}}.mar"}]}""", "application/json")),
            HealthRoute.Of("/models/{model}", call => PredictionDesk.Knows(call.Model) && !call.Faults.ModelUnknown
                ? call.SendJsonAsync(200, writer => Describe(writer, call, parts))
                : call.RefuseAsync(Problem.UnknownModel)),
        ];
    }

    private static string Health(RequestCall call) => call.Faults switch
    {
        { HealthFailing: true } or { Loading: true } => "Unhealthy",
        { ModelNotReady: true } => "Partial Healthy",
        _ => "Healthy",
    };

    private static void Describe(Utf8JsonWriter writer, RequestCall call, ServerParts parts)
    {
        writer.WriteStartArray();
        writer.WriteStartObject();
        writer.WriteString("modelName", IrisModel.Name);
        writer.WriteString("modelVersion", "1.0");
        writer.WriteNumber("minWorkers", 1);
        writer.WriteStartArray("workers");
        writer.WriteStartObject();
        writer.WriteString("id", "9000");
        writer.WriteString("status", Health(call) == "Healthy" ? "READY" : "UNLOADING");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartObject("jobQueueStatus");
        writer.WriteNumber("remainingCapacity", Math.Max(0, parts.Options.MaxWaiting - parts.Iris.Waiting));
        writer.WriteNumber("pendingRequests", parts.Iris.Waiting);
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    // A handler reads what it likes; this one reads JSON rows, bare or under "instances" or "data", and else lines of values.
    private static ImmutableArray<double[]> Read(string body, int features)
    {
        if (!body.AsSpan().TrimStart().StartsWith("[", StringComparison.Ordinal) && !body.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal))
        {
            return FeatureRows.FromText(body, features);
        }

        using var document = JsonBody.Parse(body);
        return document.RootElement.ValueKind == JsonValueKind.Array
            ? FeatureRows.Read(document.RootElement, features)
            : FeatureRows.Under(document.RootElement, document.RootElement.TryGetProperty("data", out _) ? "data" : "instances", features);
    }
}
