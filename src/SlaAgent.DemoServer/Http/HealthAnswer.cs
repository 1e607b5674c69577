namespace SlaAgent.DemoServer.Http;

/// <summary>What a health endpoint says.</summary>
/// <param name="Status">The status.</param>
/// <param name="Body">The body, with <c>{model}</c> where the model's name goes; empty for none.</param>
/// <param name="ContentType">Its content type.</param>
internal sealed record HealthAnswer(int Status, string Body = "", string ContentType = "application/json");
