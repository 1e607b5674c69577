using System.Collections.Immutable;
using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.OpenInference;

namespace SlaAgent.DemoServer.Dialects.Triton;

/// <summary>Triton: health without bodies and 400 for no, the Open Inference Protocol, and generate for the text model.</summary>
internal static class TritonDialect
{
    private const string Model = "/v2/models/{model}";
    private static readonly HealthAnswer Yes = new(200);
    private static readonly HealthAnswer No = new(400);

    private static readonly ErrorForm Errors = ErrorForm.Plain(new Dictionary<Problem, ErrorCase>
    {
        [Problem.UnknownModel] = new(404, "Request for unknown model: '{0}' is not found"),
        [Problem.ModelNotReady] = new(503, "Request for unknown model: '{0}' has no available versions"),
        [Problem.Loading] = new(503, "Server not ready"),
        [Problem.Overloaded] = new(503, "Exceeds maximum queue size"),
        [Problem.NotFound] = new(404),
    });

    private static readonly OpenInferenceFlavour Flavour = new()
    {
        Errors = Errors,
        ServerName = "triton",
        ServerVersion = "2.61.0",
        Extensions = ["classification", "sequence", "model_repository", "schedule_policy", "model_configuration", "statistics", "generate"],
        Platform = "python",
        Live = Yes,
        NotLive = No,
        Ready = Yes,
        NotReady = No,
        ReadyKnows = HealthRole.AllModels,
        ModelReady = Yes,
        ModelNotReady = new(400, """{"error":"Model version not ready"}"""),
        Models = [IrisModel.Name, TextDesk.ModelName],
    };

    public static DialectDefinition Definition { get; } = new(
        parts => [new RouteGroup(Errors, [.. Extensions(parts), .. OpenInferenceRoutes.Of(parts, Flavour), TritonMetrics.Page.Route(parts)])],
        TritonMetrics.Page);

    private static ImmutableArray<Route> Extensions(ServerParts parts)
    {
        var desk = new TextDesk(parts);
        return
        [
            new("GET", "/v2/models/stats", call => call.SendJsonAsync(200, writer => TritonStatistics.Write(writer, [parts.Iris, parts.Text]))),
            new("GET", Model + "/stats", call => Flavour.Models.Contains(call.Model!, StringComparer.Ordinal)
                ? call.SendJsonAsync(200, writer => TritonStatistics.Write(writer, [call.Model == IrisModel.Name ? parts.Iris : parts.Text]))
                : call.RefuseAsync(Problem.UnknownModel)),
            new("POST", "/v2/repository/index", call => call.SendJsonAsync(200, writer => Index(writer, call))),
            .. Generate(Model),
            .. Generate(Model + "/versions/{version}"),
        ];

        Route[] Generate(string model) =>
        [
            new("POST", model + "/generate", call => ServeAsync(call, stream: false)),
            new("POST", model + "/generate_stream", call => ServeAsync(call, stream: true)),
        ];

        Task ServeAsync(RequestCall call, bool stream) => call.Model == TextDesk.ModelName && call.Version is null or IrisModel.Version
            ? desk.ServeAsync(
                call,
                document => Read(document, stream),
                (writer, answer) => TritonFormat.Write(writer, answer, string.Concat(answer.Text.Reasoning) + answer.Text.Text),
                answer => new TritonFormat(answer, Errors))
            : call.RefuseAsync(Problem.UnknownModel);
    }

    private static TextRequest Read(JsonElement document, bool stream)
    {
        var parameters = JsonFields.Part(JsonFields.Object(document), "parameters");
        var limit = JsonFields.Number(document, "max_tokens", TextRequest.DefaultTokens, 1, TextRequest.MostTokens);
        return new TextRequest
        {
            Prompt = JsonFields.Text(document, "text_input"),
            MaxTokens = (int)JsonFields.Number(parameters, "max_tokens", limit, 1, TextRequest.MostTokens),
            Seed = JsonFields.Number(parameters, "seed", 0, long.MinValue, long.MaxValue),
            Stream = stream,
        };
    }

    private static void Index(Utf8JsonWriter writer, RequestCall call)
    {
        var ready = call.Faults is { ModelNotReady: false, Loading: false };
        writer.WriteStartArray();
        foreach (var model in Flavour.Models)
        {
            writer.WriteStartObject();
            writer.WriteString("name", model);
            writer.WriteString("version", IrisModel.Version);
            writer.WriteString("state", ready ? "READY" : "UNAVAILABLE");
            if (!ready)
            {
                writer.WriteString("reason", call.Faults.Loading ? "loading" : "unloaded");
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
