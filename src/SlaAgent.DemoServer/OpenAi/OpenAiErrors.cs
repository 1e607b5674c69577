using System.Text.Json;
using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Errors as OpenAI itself has them.</summary>
internal static class OpenAiErrors
{
    private static readonly Dictionary<Problem, ErrorCase> Cases = new()
    {
        [Problem.UnknownModel] = new(404, "The model '{0}' does not exist"),
        [Problem.Overloaded] = new(429, "Rate limit reached"),
        [Problem.Unauthorized] = new(401, "Incorrect API key provided"),
    };

    public static ErrorForm Form { get; } = ErrorForm.Json(Write, Cases);

    /// <summary>KServe's, whose own errors come before OpenAI's.</summary>
    public static ErrorForm KServe { get; } = ErrorForm.Json(
        (writer, failure) =>
        {
            if (failure.Problem is not (Problem.Loading or Problem.ModelNotReady))
            {
                Write(writer, failure);
                return;
            }

            writer.WriteStartObject();
            writer.WriteString("error", failure.Message);
            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>(Cases)
        {
            [Problem.Loading] = new(503, "Model with name {0} is not ready."),
            [Problem.ModelNotReady] = new(503, "Model with name {0} is not ready."),
        });

    private static void Write(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("error");
        writer.WriteString("message", failure.Message);
        writer.WriteString("type", failure.Status < 500 ? "invalid_request_error" : "server_error");
        writer.WriteNull("param");
        writer.WriteString("code", failure.Problem == Problem.UnknownModel ? "model_not_found" : null);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
