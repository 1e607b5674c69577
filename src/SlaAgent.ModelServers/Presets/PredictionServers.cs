using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Servers of models that predict, with an API of their own.</summary>
internal static class PredictionServers
{
    private const string Version = "[/versions/{version}]";

    private static readonly HealthQuestion Connect = new((string?)null) { Connect = true };

    private static readonly BodyForm Anything = new(AnswerRule.Any) { BareNumbers = true };

    private static readonly AnswerFields Errors = new() { Error = ["$.error"] };

    private static readonly Preset KServe = new()
    {
        Id = "kserve-v1",
        NotReady = ["not ready"],
        NeedsModel = true,
        Live = new("/"),
        ModelReady = new("/v1/models/{model}") { Flags = ["ready"], NotReady = [503] },
        Listing = new("/v1/models") { Field = "$.models[*]", EqualTo = "{{model}}" },
        Endpoints =
        [
            new()
            {
                Path = "/v1/models/{model}:predict",
                Endings = [":predict", ":explain"],
                Body = new(AnswerRule.Json)
                {
                    Expected = "predictions or explanations",
                    Requires = ["$.predictions", "$.explanations"],
                    Fields = Errors,
                    BareNumbers = true,
                },
            },
        ],
        ApiRoot = "/v1",
    };

    private static readonly Preset TensorFlow = new()
    {
        Id = "tensorflow-serving",
        NeedsModel = true,
        Live = Connect,
        // 200 also while a model loads or after it was unloaded.
        ModelReady = new("/v1/models/{model}" + Version) { Field = "$.model_version_status[*].state", EqualTo = "AVAILABLE", NotReady = [503] },
        Version = new("/v1/models/{model}" + Version, "$.model_version_status[*]", "$.version") { Where = "$.state", EqualTo = "AVAILABLE" },
        Endpoints =
        [
            new()
            {
                Path = "/v1/models/{model}" + Version + ":predict",
                Endings = [":predict", ":classify", ":regress"],
                Body = new(AnswerRule.Json)
                {
                    Expected = "predictions, outputs or results",
                    Requires = ["$.predictions", "$.outputs", "$.results"],
                    Fields = Errors,
                    BareNumbers = true,
                },
            },
        ],
        ApiRoot = "/v1",
    };

    // Older releases answer 200 with "Unhealthy" or "Partial Healthy".
    private static readonly HealthQuestion TorchPing = new("/ping") { Field = "$.status", EqualTo = "Healthy" };

    private static readonly Preset TorchServe = new()
    {
        Id = "torchserve",
        NotReady = ["has no worker"],
        NeedsModel = true,
        Live = new("/ping"),
        Ready = TorchPing,
        Endpoints = [new() { Path = "/predictions/{model}[/{version}]", Endings = ["/predictions"], Body = Anything }],
        ApiRoot = "/predictions",
    };

    private static readonly Preset MlFlow = new()
    {
        Id = "mlflow",
        Live = new("/ping") { NotReady = [404] },
        // 404 means that there is no model.
        Ready = new("/health") { NotReady = [404] },
        Endpoints =
        [
            new()
            {
                Path = "/invocations",
                Endings = ["/invocations"],
                Body = new(AnswerRule.Json) { Fields = new() { Error = ["$.error_code"] }, BareNumbers = true },
            },
        ],
    };

    private static readonly Preset BentoMl = new()
    {
        Id = "bentoml",
        Live = new("/livez"),
        Ready = new("/readyz") { NotReady = [503] },
        Endpoints = [new() { Body = Anything }],
    };

    private static readonly HealthQuestion RayHealth = new("/-/healthz") { Contains = "success", NotReady = [503] };

    private static readonly Preset RayServe = new()
    {
        Id = "ray-serve",
        Live = RayHealth,
        Ready = RayHealth,
        Endpoints = [new() { Body = Anything }, .. CompletionForms.Endpoints("/v1")],
    };

    private static readonly Preset ClearMl = new()
    {
        Id = "clearml",
        NeedsModel = true,
        Live = Connect,
        Ready = Connect,
        Endpoints = [new() { Path = "/serve/{model}[/{version}]", Body = Anything }, .. CompletionForms.Endpoints("/serve/openai/v1")],
        ApiRoot = "/serve",
    };

    /// <summary>All of them.</summary>
    public static Preset[] All =>
    [
        // The service whose health is checked is what others call the model; there is nothing else to ask.
        new() { Id = "grpc-health", Grpc = GrpcForm.HealthCheck, Endpoints = [new() { Body = new(AnswerRule.Any) }] },
        new() { Id = "http", Endpoints = [new() { Body = new(AnswerRule.Any) }] },
        KServe, TensorFlow, TorchServe, MlFlow, BentoMl, RayServe, ClearMl,
    ];
}
