using System.Text.Json;
using SlaAgent.DemoServer.Generation;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenAi;

namespace SlaAgent.DemoServer.Dialects.Ollama;

/// <summary>Ollama: lines of JSON, streamed unless asked otherwise; a health that only says that it runs; no metrics.</summary>
internal static class OllamaDialect
{
    private const string Latest = ":latest";

    private static readonly ErrorForm Errors = ErrorForm.Plain(new Dictionary<Problem, ErrorCase>
    {
        [Problem.UnknownModel] = new(404, "model '{0}' not found"),
        [Problem.Loading] = new(503, "llm server loading model"),
        [Problem.ModelNotReady] = new(503, "llm server loading model"),
        [Problem.Overloaded] = new(503, "server busy, please try again.  maximum pending requests exceeded"),
        [Problem.Failed] = new(500, "an error was encountered while running the model: unexpected EOF"),
    });

    private static readonly OpenAiFlavour OpenAi = new() { Errors = OpenAiErrors.Form, OwnedBy = "library", ReasoningKey = "reasoning", DoneAfterError = false };

    public static DialectDefinition Definition { get; } = new(
        parts => [new RouteGroup(Errors, [.. Native(parts)]), new RouteGroup(OpenAi.Errors, OpenAiRoutes.Of(parts, OpenAi))],
        PrefixCache: true);

    private static IEnumerable<Route> Native(ServerParts parts)
    {
        var desk = new TextDesk(parts);
        var residency = new OllamaResidency(parts.Time);
        var running = HealthRoute.Of("/", HealthRole.Constant, new(200, "Ollama is running", "text/plain; charset=utf-8"));
        yield return running;
        yield return running with { Method = "HEAD" };
        yield return HealthRoute.Of("/api/version", HealthRole.Constant, new(200, """{"version":"0.12.6"}"""));
        yield return HealthRoute.Of("/api/tags", call => call.SendJsonAsync(200, writer => OllamaJson.Models(writer, !call.Faults.ModelUnknown, null)));
        yield return new("GET", "/api/ps", call => call.SendJsonAsync(200, writer => OllamaJson.Models(writer, residency.Expires is not null, residency.Expires)));
        yield return new("POST", "/api/generate", call => ServeAsync(call, chat: false));
        yield return new("POST", "/api/chat", call => ServeAsync(call, chat: true));

        Task ServeAsync(RequestCall call, bool chat) => desk.ServeAsync(
            call,
            document =>
            {
                var request = Read(document, chat);
                residency.Use(request.KeepAlive);
                return request;
            },
            (writer, answer) => OllamaJson.Answer(writer, answer, chat, answer.Text.Text, string.Concat(answer.Text.Reasoning), isDone: true),
            answer => new OllamaFormat(answer, chat, Errors));
    }

    private static TextRequest Read(JsonElement document, bool chat)
    {
        var options = JsonFields.Part(JsonFields.Object(document), "options");
        var model = JsonFields.Text(document, "model");
        var limit = JsonFields.Number(options, "num_predict", TextRequest.DefaultTokens, -2, TextRequest.MostTokens);
        return new TextRequest
        {
            Model = model.EndsWith(Latest, StringComparison.Ordinal) ? model[..^Latest.Length] : model,
            Prompt = chat ? ChatPrompt.Read(document) : JsonFields.Text(document, "prompt"),
            MaxTokens = limit < 1 ? TextRequest.MostTokens : (int)limit,
            Seed = JsonFields.Number(options, "seed", 0, long.MinValue, long.MaxValue),
            Stream = JsonFields.Flag(document, "stream", otherwise: true),
            KeepAlive = JsonFields.Written(document, "keep_alive"),
        };
    }
}
