using System.Globalization;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.AzureMl;

/// <summary>Azure ML's inference server: a root that says "Healthy" whatever happens, and /score with headers of its own.</summary>
internal static class AzureMlDialect
{
    public static DialectDefinition Definition { get; } = new(parts =>
    {
        var desk = new PredictionDesk(parts);
        return
        [
            new RouteGroup(ErrorForm.Plain(key: "message"),
            [
                HealthRoute.Of("/", HealthRole.Constant, new(200, "Healthy", "text/html; charset=utf-8")),
                new("GET", "/swagger.json", call => call.SendTextAsync(200, """{"swagger":"2.0","info":{"title":"ML service","version":"1.0"},"paths":{"/score":{}}}""", "application/json")),
                new("POST", "/score", call => ScoreAsync(call, desk, parts)),
            ]),
        ];
    });

    private static Task ScoreAsync(RequestCall call, PredictionDesk desk, ServerParts parts)
    {
        call.Http.Response.OnStarting(() =>
        {
            var elapsed = parts.Time.GetElapsedTime(call.Arrived).TotalMilliseconds;
            var headers = call.Http.Response.Headers;
            headers["x-ms-request-id"] = call.Http.TraceIdentifier;
            headers["x-ms-run-fn-exec-ms"] = elapsed.ToString("0.000", CultureInfo.InvariantCulture);
            headers["x-ms-run-function-failed"] = call.Http.Response.StatusCode >= 500 || call.Faults.ErrorUnder200 ? "True" : "False";
            return Task.CompletedTask;
        });
        return desk.ServeAsync(call, document => FeatureRows.Under(document, "data", desk.Features), PredictionJson.Classes);
    }
}
