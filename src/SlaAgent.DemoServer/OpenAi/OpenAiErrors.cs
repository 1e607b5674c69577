using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.OpenAi;

/// <summary>Errors as OpenAI itself has them.</summary>
internal static class OpenAiErrors
{
    public static ErrorForm Form { get; } = ErrorForm.Json(
        (writer, failure) =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("message", failure.Message);
            writer.WriteString("type", failure.Status < 500 ? "invalid_request_error" : "server_error");
            writer.WriteNull("param");
            writer.WriteString("code", failure.Problem == Problem.UnknownModel ? "model_not_found" : null);
            writer.WriteEndObject();
            writer.WriteEndObject();
        },
        new Dictionary<Problem, ErrorCase>
        {
            [Problem.UnknownModel] = new(404, "The model '{0}' does not exist"),
            [Problem.Overloaded] = new(429, "Rate limit reached"),
            [Problem.Unauthorized] = new(401, "Incorrect API key provided"),
        });
}
