using System.Text.Json;
using SlaAgent.DemoServer.Http;
using SlaAgent.DemoServer.OpenAi;

namespace SlaAgent.DemoServer.Dialects.LlamaCpp;

/// <summary>
/// llama.cpp's server: 503 while it loads, timings in answers, comments that keep streams open, errors in streams as
/// <c>error:</c> lines (as older ones had them), any model name, and a prompt cache that <c>cache_prompt</c> turns off.
/// </summary>
internal static class LlamaCppDialect
{
    private const int DefaultSlots = 4;
    private static readonly HealthAnswer Well = new(200, """{"status":"ok"}""");
    private static readonly HealthAnswer Loading = new(503, """{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}""");

    private static readonly OpenAiFlavour OpenAi = new()
    {
        Errors = Errors(),
        OwnedBy = "llamacpp",
        ChecksModel = false,
        Timings = true,
        ErrorPrefix = "error: ",
        DoneAfterError = false,
        Ping = ": keep-alive\n\n",
    };

    public static DialectDefinition Definition { get; } = new(
        parts =>
        [
            new RouteGroup(OpenAi.Errors,
            [
                HealthRoute.Of("/health", HealthRole.Ready, Well, Loading),
                HealthRoute.Of("/v1/health", HealthRole.Ready, Well, Loading),
                new("GET", "/props", call => call.SendJsonAsync(200, writer => Props(writer, call, parts))),
                new("GET", "/slots", call => SlotsAsync(call, parts)),
                .. OpenAiRoutes.Of(parts, OpenAi),
                LlamaCppMetrics.Page.Route(parts),
            ]),
        ],
        LlamaCppMetrics.Page,
        PrefixCache: true);

    private static int Slots(ServerParts parts) => parts.Options.Slots == 0 ? DefaultSlots : parts.Options.Slots;

    private static void Props(Utf8JsonWriter writer, RequestCall call, ServerParts parts)
    {
        writer.WriteStartObject();
        writer.WriteNumber("total_slots", Slots(parts));
        writer.WriteString("model_path", Generation.TextDesk.ModelName + ".gguf");
        writer.WriteBoolean("is_sleeping", call.Faults.Sleeping);
        writer.WriteEndObject();
    }

    private static Task SlotsAsync(RequestCall call, ServerParts parts)
    {
        var (slots, busy) = (Slots(parts), parts.Text.Running);
        if (busy >= slots && call.Http.Request.Query.ContainsKey("fail_on_no_slot"))
        {
            return call.RefuseAsync(Problem.Overloaded, "no slot available", 503);
        }

        return call.SendJsonAsync(200, writer =>
        {
            writer.WriteStartArray();
            for (var slot = 0; slot < slots; slot++)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", slot);
                writer.WriteBoolean("is_processing", slot < busy);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static ErrorForm Errors() => ErrorForm.Json(
        (writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteNumber("code", failure.Status);
            writer.WriteString("message", failure.Message);
            writer.WriteString("type", ErrorType(failure.Status));
            writer.WriteEndObject();
            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.Unauthorized] = new(401, "Invalid API Key"),
            [Problem.NotFound] = new(404, "File Not Found"),
            [Problem.Loading] = new(503, "Loading model"),
            [Problem.Overloaded] = new(503),
            [Problem.ModelNotReady] = new(503, "Loading model"),
        });

    private static string ErrorType(int status) => status switch
    {
        401 => "authentication_error",
        404 => "not_found_error",
        503 => "unavailable_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };
}
