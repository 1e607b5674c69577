using System.Globalization;
using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenAi;

namespace SlaAgent.DemoServer.Dialects.Tgi;

/// <summary>Text Generation Inference: its own API and OpenAI's, errors with a type, 422 for what is not valid, 424 for what failed.</summary>
internal static class TgiDialect
{
    private static readonly HealthAnswer Well = new(200);
    private static readonly HealthAnswer Unwell = new(503, """{"error":"unhealthy","error_type":"healthcheck"}""");
    private static readonly OpenAiFlavour OpenAi = new() { Errors = Errors(), OwnedBy = TextDesk.ModelName, ChecksModel = false, DataPrefix = "data:", ErrorPrefix = "data:", DoneAfterError = false };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(OpenAi.Errors,
            [
                HealthRoute.Of("/health", HealthRole.Ready, Well, Unwell),
                HealthRoute.Of("/ping", HealthRole.Ready, Well, Unwell),
                HealthRoute.Of("/", HealthRole.Ready, Well, Unwell),
                new("GET", "/info", call => call.SendTextAsync(200, $$"""{"model_id":"{{TextDesk.ModelName}}","version":"3.3.4","router":"text-generation-router"}""", "application/json")),
                .. Generate(parts),
                .. OpenAiRoutes.Of(parts, OpenAi),
                TgiMetrics.Page.Route(parts),
            ]),
        ],
        TgiMetrics.Page);

    private static IEnumerable<Route> Generate(ServerParts parts)
    {
        var desk = new TextDesk(parts);
        yield return new("POST", "/generate", call => ServeAsync(call, stream: false));
        yield return new("POST", "/generate_stream", call => ServeAsync(call, stream: true));
        yield return new("POST", "/", call => ServeAsync(call, stream: null));

        Task ServeAsync(RequestCall call, bool? stream)
        {
            var details = false;
            return desk.ServeAsync(
                call,
                document =>
                {
                    details = JsonFields.Flag(JsonFields.Part(JsonFields.Object(document), "parameters"), "details");
                    return Read(document, stream);
                },
                (writer, answer) => Whole(writer, answer, call, details),
                answer => new TgiFormat(answer, OpenAi.Errors));
        }
    }

    private static TextRequest Read(JsonElement document, bool? stream)
    {
        var parameters = JsonFields.Part(document, "parameters");
        return new TextRequest
        {
            Prompt = JsonFields.Text(document, "inputs"),
            MaxTokens = (int)JsonFields.Number(parameters, "max_new_tokens", 100, 1, TextRequest.MostTokens),
            Seed = JsonFields.Number(parameters, "seed", 0, 0, long.MaxValue),
            Stream = stream ?? JsonFields.Flag(document, "stream"),
        };
    }

    private static void Whole(Utf8JsonWriter writer, TextAnswer answer, RequestCall call, bool details)
    {
        Head(answer, call);
        writer.WriteStartObject();
        writer.WriteString("generated_text", TgiFormat.Text(answer));
        if (details)
        {
            writer.WriteStartObject("details");
            writer.WriteString("finish_reason", TgiFormat.Reason(answer));
            writer.WriteNumber("generated_tokens", answer.Text.OutputTokens);
            writer.WriteNull("seed");
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void Head(TextAnswer answer, RequestCall call)
    {
        var (total, tokens) = (answer.Serving.Elapsed, answer.Text.OutputTokens);
        var headers = call.Http.Response.Headers;
        headers["x-compute-type"] = "cpu";
        headers["x-total-time"] = Milliseconds(total);
        headers["x-inference-time"] = Milliseconds(answer.Serving.Prefill + answer.Serving.Decode);
        headers["x-time-per-token"] = Milliseconds(total / Math.Max(1, tokens));
        headers["x-prompt-tokens"] = answer.Text.PromptTokens.ToString(CultureInfo.InvariantCulture);
        headers["x-generated-tokens"] = tokens.ToString(CultureInfo.InvariantCulture);
    }

    private static string Milliseconds(TimeSpan time) => ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    private static ErrorForm Errors() => ErrorForm.Json(
        (writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", failure.Message);
            writer.WriteString("error_type", failure.Problem switch
            {
                Problem.Invalid => "validation",
                Problem.Overloaded => "overloaded",
                Problem.Loading or Problem.ModelNotReady => "healthcheck",
                _ => "generation",
            });
            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.Invalid] = new(422),
            [Problem.Failed] = new(424, "Request failed during generation: Server error: CUDA error"),
            [Problem.Overloaded] = new(429, "Model is overloaded"),
            [Problem.Loading] = new(503, "unhealthy"),
            [Problem.ModelNotReady] = new(503, "unhealthy"),
        });
}
