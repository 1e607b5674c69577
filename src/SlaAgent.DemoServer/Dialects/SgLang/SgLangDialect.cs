using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenAi;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.SgLang;

/// <summary>SGLang: flat errors, any model name, a health check that generates a token, and a /generate of its own.</summary>
internal static class SgLangDialect
{
    private static readonly OpenAiFlavour OpenAi = new() { Errors = Errors(), OwnedBy = "sglang", ChecksModel = false };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(OpenAi.Errors,
            [
                HealthRoute.Of("/health", HealthRole.Ready, new(200), new(503)),
                HealthRoute.Of("/health_generate", HealthGenerate(parts)),
                new("GET", "/get_model_info", call => call.SendTextAsync(200, $$"""{"model_path":"{{TextDesk.ModelName}}","is_generation":true}""", "application/json")),
                new("POST", "/generate", Generate(parts)),
                .. OpenAiRoutes.Of(parts, OpenAi),
                SgLangMetrics.Page.Route(parts),
            ]),
        ],
        SgLangMetrics.Page,
        PrefixCache: true);

    // A real token through the real queue: it hangs where inference does.
    private static Func<RequestCall, Task> HealthGenerate(ServerParts parts)
    {
        var desk = new InferenceDesk(parts);
        return call => call.Faults.HealthFailing
            ? call.SendAsync(503, default, contentType: null)
            : desk.ServeAsync(call, parts.Text, async serving =>
            {
                var request = new TextRequest { Prompt = "Health", MaxTokens = 1 };
                var text = parts.Engine.Generate(request, call.Faults);
                serving.Describe(request, text);
                await Task.Delay(parts.Engine.Due(text, 0, call.Faults), parts.Time, call.Leaving).ConfigureAwait(false);
                serving.Token();
                serving.End(ServedOutcome.CutShort);
                await call.SendAsync(200, default, contentType: null).ConfigureAwait(false);
            });
    }

    private static Func<RequestCall, Task> Generate(ServerParts parts)
    {
        var desk = new TextDesk(parts);
        return call => desk.ServeAsync(
            call,
            Read,
            (writer, answer) => SgLangFormat.Write(writer, answer, string.Concat(answer.Text.Reasoning) + answer.Text.Text, answer.Text.OutputTokens, isLast: true),
            answer => new SgLangFormat(answer, OpenAi.Errors));
    }

    private static TextRequest Read(JsonElement document)
    {
        var sampling = JsonFields.Part(JsonFields.Object(document), "sampling_params");
        return new TextRequest
        {
            Prompt = JsonFields.Text(document, "text"),
            MaxTokens = (int)JsonFields.Number(sampling, "max_new_tokens", 128, 1, TextRequest.MostTokens),
            Stream = JsonFields.Flag(document, "stream"),
        };
    }

    private static ErrorForm Errors() => ErrorForm.Json((writer, failure) =>
    {
        writer.WriteStartObject();
        writer.WriteString("object", "error");
        writer.WriteString("message", failure.Message);
        writer.WriteString("type", failure.Status switch { 404 => "NotFoundError", >= 500 => "InternalServerError", _ => "BadRequestError" });
        writer.WriteNull("param");
        writer.WriteNumber("code", failure.Status);
        writer.WriteEndObject();
    });
}
