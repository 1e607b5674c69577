using System.Collections.Immutable;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.MlFlow;

/// <summary>MLflow's scoring server: a health that is a line's end, and /invocations.</summary>
internal static class MlFlowDialect
{
    private const string Json = "application/json";
    private const string Csv = "text/csv";

    private static readonly ErrorForm Errors = ErrorForm.Json(
        (writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error_code", failure.Status switch
            {
                401 => "UNAUTHENTICATED",
                404 => "RESOURCE_DOES_NOT_EXIST",
                503 => "TEMPORARILY_UNAVAILABLE",
                429 => "REQUEST_LIMIT_EXCEEDED",
                >= 500 => "INTERNAL_ERROR",
                _ => "BAD_REQUEST",
            });
            writer.WriteString("message", failure.Message);
            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.Failed] = new(400, "Encountered an unexpected error while evaluating the model. Verify that the input is compatible with the model for inference."),
        });

    public static DialectDefinition Definition { get; } = new(parts => [new RouteGroup(Errors, Routes(parts))]);

    private static ImmutableArray<Route> Routes(ServerParts parts)
    {
        var desk = new PredictionDesk(parts);
        return
        [
            HealthRoute.Of("/ping", HealthRole.AllModels, new(200, "\n"), new(404, "\n")),
            HealthRoute.Of("/health", HealthRole.AllModels, new(200, "\n"), new(404, "\n")),
            new("GET", "/version", call => call.SendTextAsync(200, "3.4.0", Json)),
            new("POST", "/invocations", call => InvokeAsync(call, desk)),
        ];
    }

    private static Task InvokeAsync(RequestCall call, PredictionDesk desk)
    {
        var given = call.Http.Request.ContentType;
        var kind = given?.Split(';')[0].Trim();
        return kind is Json or Csv
            ? desk.ServeBodyAsync(
                call,
                body => kind == Csv ? FeatureRows.FromText(body, desk.Features) : MlFlowInput.Read(body, desk.Features),
                rows => (JsonAnswer.Bytes(writer => PredictionJson.Under("predictions")(writer, rows)), Json))
            : call.SendTextAsync(415, $"This predictor only supports the following content types: Types: ['{Csv}', '{Json}']. Got '{given}'.");
    }
}
