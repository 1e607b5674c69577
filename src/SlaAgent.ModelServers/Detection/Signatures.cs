namespace SlaAgent.ModelServers.Detection;

/// <summary>
/// The kinds of servers that can be told apart, from the specific to the general: the first that fits is taken. Facts of the servers' own sources; nothing
/// here makes a server generate (TGI's and SGLang's health may), so <c>/</c> and <c>/ping</c> come late.
/// </summary>
internal static class Signatures
{
    private static readonly Clue Models = new("/v1/models") { Field = "$.data[*].id" };

    private static readonly Clue Metadata = new("/v2");

    // MLflow's /ping and /health are 404 while there is no model.
    private static readonly Clue Ping = new("/ping") { Statuses = [200, 404, 500, 503] };

    /// <summary>All of them, in the order in which they are tried.</summary>
    public static Signature[] All { get; } =
    [
        new("ollama", "/api/tags lists models", [new("/api/tags") { Field = "$.models" }]),
        new("kserve-openai", "/openai/v1/models lists models", [new("/openai/v1/models") { Field = "$.data" }]),
        new("clearml", "/serve/openai/v1/models lists models", [new("/serve/openai/v1/models") { Field = "$.data" }]),
        new("seldon", "/v2 is routed by the model's name, as Seldon Core 2 does", [Metadata with { IsRouted = true }]),
        new("triton", "/v2 says that its name is triton", [Metadata with { Field = "$.name", EqualTo = "triton" }]),
        new("mlserver", "/v2 says that its name is mlserver", [Metadata with { Field = "$.name", EqualTo = "mlserver" }]),
        new("kserve-v2", "/v2 has the metadata of the Open Inference Protocol", [Metadata with { Field = "$.extensions" }]),
        new("kserve-v2", "/v2 has the metadata of the Open Inference Protocol", [Metadata with { Field = "$.version" }]),
        new("nim", "/v1/health/live and /v1/models answer", [new("/v1/health/live"), Models]),
        new("ray-serve", "/-/healthz says success", [new("/-/healthz") { Contains = "success" }]),
        new("ray-serve", "/-/routes lists routes, though /-/healthz is not well", [new("/-/healthz") { Statuses = [503] }, new("/-/routes") { Field = "$" }]),
        new("vllm", "/v1/models says that vllm owns a model", [Models with { Field = "$.data[*].owned_by", EqualTo = "vllm" }]),
        new("sglang", "/v1/models says that sglang owns a model", [Models with { Field = "$.data[*].owned_by", EqualTo = "sglang" }]),
        new("llama.cpp", "/v1/models says that llamacpp owns a model", [Models with { Field = "$.data[*].owned_by", EqualTo = "llamacpp" }]),
        new("llama.cpp", "it is loading its model, as llama.cpp says that", [new("/v1/models") { Statuses = [503], Field = "$.error.type", EqualTo = "unavailable_error" }]),
        new("tgi", "/info has the router of Text Generation Inference", [new("/info") { Field = "$.router", EqualTo = "text-generation-router" }]),
        new("tgi", "/info has the limits of Text Generation Inference", [new("/info") { Field = "$.max_best_of" }]),
        new("sglang", "/get_model_info names a model", [Models, new("/get_model_info") { Field = "$.model_path" }]),
        new("kserve-v1", "/v1/models lists models as KServe does", [new("/v1/models") { Field = "$.models" }]),
        new("tensorflow-serving", "/v1/models is refused as TensorFlow Serving does", [new("/v1/models") { AnyStatus = true, Contains = "Malformed request" }]),
        new("openai", "/v1/models lists models", [Models]),
        new("clearml", "/openapi.json is ClearML's", [new("/openapi.json") { Field = "$.info.title", Contains = "clearml" }]),
        new("bentoml", "/livez and /docs.json answer", [new("/livez") { Statuses = [200, 503] }, new("/docs.json") { Field = "$.paths" }]),
        new("torchserve", "/ping has a status in JSON", [Ping with { Field = "$.status", Contains = "healthy" }]),
        new("azureml", "/swagger.json has /score", [new("/swagger.json") { Contains = "\"/score\"" }]),
        new("mlflow", "/ping and /version answer", [Ping, new("/version"), new("/health") { Statuses = [200, 404] }]),
        new("sagemaker", "/ping answers", [Ping with { Statuses = [200, 503] }]),
    ];
}
