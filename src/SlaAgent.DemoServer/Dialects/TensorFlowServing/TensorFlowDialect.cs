using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.TensorFlowServing;

/// <summary>TensorFlow Serving's REST API: a status that is 200 whatever the model's state, and predictions by row or by column.</summary>
internal static class TensorFlowDialect
{
    private const string Model = "/v1/models/{model}";

    private static readonly ErrorForm Errors = ErrorForm.Plain(new Dictionary<Problem, ErrorCase>
    {
        [Problem.UnknownModel] = new(404, "Servable not found for request: Latest({0})"),
        [Problem.ModelNotReady] = new(404, "Servable not found for request: Latest({0})"),
        [Problem.Loading] = new(404, "Servable not found for request: Latest({0})"),
        [Problem.NotFound] = new(404, "Malformed request"),
        [Problem.Overloaded] = new(503, "The batch scheduling queue is full"),
    });

    public static DialectDefinition Definition { get; } = new(
        parts => [new RouteGroup(Errors, [.. ForModel(Model, parts), .. ForModel(Model + "/versions/{version}", parts), TensorFlowMetrics.Page.Route(parts)])],
        TensorFlowMetrics.Page);

    private static ImmutableArray<Route> ForModel(string path, ServerParts parts)
    {
        var desk = new PredictionDesk(parts);
        return
        [
            HealthRoute.Of(path, call => Known(call) ? call.SendJsonAsync(200, writer => Status(writer, call)) : call.RefuseAsync(Problem.UnknownModel)),
            new("GET", path + "/metadata", call => Known(call) ? call.SendJsonAsync(200, Metadata) : call.RefuseAsync(Problem.UnknownModel)),
            new("POST", path + ":predict", call => Known(call) ? PredictAsync(call, desk, parts.Options.BareNaN) : call.RefuseAsync(Problem.UnknownModel)),
        ];
    }

    private static bool Known(RequestCall call) => PredictionDesk.Knows(call.Model) && !call.Faults.ModelUnknown && call.Version is null or IrisModel.Version;

    private static Task PredictAsync(RequestCall call, PredictionDesk desk, bool bareNaN)
    {
        return desk.ServeAsync(call, Read, request => request.Rows, Write);

        (string Answer, ImmutableArray<double[]> Rows) Read(JsonElement document) => JsonFields.Object(document).TryGetProperty("inputs", out var columns)
            ? ("outputs", FeatureRows.Read(columns, desk.Features))
            : ("predictions", FeatureRows.Under(document, "instances", desk.Features));

        void Write(Utf8JsonWriter writer, (string Answer, ImmutableArray<double[]> Rows) request, IReadOnlyList<double[]> probabilities)
        {
            writer.WriteStartObject();
            writer.WritePropertyName(request.Answer);
            if (bareNaN)
            {
                writer.WriteRawValue("[[NaN, NaN, NaN]]", skipInputValidation: true);
            }
            else
            {
                PredictionJson.Probabilities(writer, probabilities);
            }

            writer.WriteEndObject();
        }
    }

    private static void Status(Utf8JsonWriter writer, RequestCall call)
    {
        var (state, code) = call.Faults switch
        {
            { HealthFailing: true } => ("END", "UNAVAILABLE"),
            { Loading: true } => ("LOADING", "OK"),
            { ModelNotReady: true } => ("UNLOADING", "OK"),
            _ => ("AVAILABLE", "OK"),
        };
        writer.WriteStartObject();
        writer.WriteStartArray("model_version_status");
        writer.WriteStartObject();
        writer.WriteString("version", IrisModel.Version);
        writer.WriteString("state", state);
        writer.WriteStartObject("status");
        writer.WriteString("error_code", code);
        writer.WriteString("error_message", "");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Metadata(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("model_spec");
        writer.WriteString("name", IrisModel.Name);
        writer.WriteString("signature_name", "");
        writer.WriteString("version", IrisModel.Version);
        writer.WriteEndObject();
        writer.WriteStartObject("metadata");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
