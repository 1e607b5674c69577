using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenAi;

namespace SlaAgent.DemoServer.Dialects.Vllm;

/// <summary>
/// vLLM's OpenAI server. Its health looks at one flag of the engine and has no body; its list of models is static. The real
/// one's port is closed while it loads; here it answers 503.
/// </summary>
internal static class VllmDialect
{
    private static readonly HealthAnswer Well = new(200);
    private static readonly HealthAnswer Unwell = new(503);

    public static OpenAiFlavour OpenAi { get; } = new() { Errors = Errors(), OwnedBy = "vllm", EmptyLastContent = true };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(OpenAi.Errors,
            [
                HealthRoute.Of("/health", HealthRole.Ready, Well, Unwell),
                HealthRoute.Of("/ping", HealthRole.Ready, Well, Unwell),
                new("GET", "/version", call => call.SendTextAsync(200, """{"version":"0.11.0"}""", "application/json")),
                new("GET", "/load", call => call.SendTextAsync(200, $$"""{"server_load":{{parts.Text.Running + parts.Text.Waiting}}}""", "application/json")),
                new("GET", "/is_sleeping", call => call.SendTextAsync(200, $$"""{"is_sleeping":{{(call.Faults.Sleeping ? "true" : "false")}}}""", "application/json")),
                .. OpenAiRoutes.Of(parts, OpenAi),
                VllmMetrics.Page.Route(parts),
            ]),
        ],
        VllmMetrics.Page,
        PrefixCache: true);

    private static ErrorForm Errors() => ErrorForm.Json(
        (writer, failure) =>
        {
            writer.WriteStartObject();
            if (failure.Problem == Problem.Unauthorized)
            {
                writer.WriteString("error", failure.Message);
            }
            else
            {
                writer.WriteStartObject("error");
                writer.WriteString("message", failure.Message);
                writer.WriteString("type", ErrorType(failure.Status));
                writer.WriteString("param", failure.Problem == Problem.UnknownModel ? "model" : null);
                writer.WriteNumber("code", failure.Status);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.UnknownModel] = new(404, "The model `{0}` does not exist."),
            [Problem.Failed] = new(500, "EngineCore encountered an issue. See stack trace (above) for the root cause."),
        });

    private static string ErrorType(int status) => status switch
    {
        404 => "NotFoundError",
        429 => "RateLimitError",
        503 => "ServiceUnavailableError",
        >= 500 => "InternalServerError",
        _ => "BadRequestError",
    };
}
