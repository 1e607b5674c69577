using SlaAgent.DemoServer.Http;

namespace SlaAgent.DemoServer.Dialects.KServe;

/// <summary>KServe's errors (python/kserve/kserve/errors.py) and its root.</summary>
internal static class KServeErrors
{
    public static ErrorForm Form { get; } = ErrorForm.Plain(new Dictionary<Problem, ErrorCase>
    {
        [Problem.UnknownModel] = new(404, "Model with name {0} does not exist."),
        [Problem.ModelNotReady] = new(503, "Model with name {0} is not ready."),
        [Problem.Loading] = new(503, "Model with name {0} is not ready."),
    });

    /// <summary>GET /.</summary>
    public static Route Root { get; } = HealthRoute.Of("/", HealthRole.Live, new(200, """{"status":"alive"}"""), new(503, """{"error":"Server is not live"}"""));

    /// <summary>What a model that is not ready says of itself.</summary>
    public static HealthAnswer ModelNotReady { get; } = new(503, """{"error":"Model with name {model} is not ready."}""");
}
