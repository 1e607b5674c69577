using SlaAgent.ModelServers.Dialects;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Servers whose own API is OpenAI's.</summary>
internal static class CompletionServers
{
    // llama.cpp answers 503 to everything while it loads the model.
    private static readonly HealthQuestion Models = new("/v1/models") { Field = "$.data[*].id", EqualTo = "{{model}}", NotReady = [503] };

    private static readonly HealthQuestion ModelsAnswer = new("/v1/models") { NotReady = [503] };

    private static readonly HealthQuestion Health = new("/health") { NotReady = [503] };

    private static readonly Preset OpenAi = new()
    {
        Id = "openai",
        NeedsModel = true,
        Live = ModelsAnswer,
        Ready = ModelsAnswer,
        ModelReady = Models,
        Listing = Models,
        Endpoints = CompletionForms.Endpoints("/v1"),
        ApiRoot = "/v1",
    };

    /// <summary>All of them.</summary>
    public static Preset[] All =>
    [
        OpenAi,
        // The list of models is static and says nothing of the engine; /health at least knows that the engine died.
        OpenAi with { Id = "vllm", Live = Health, Ready = Health, ModelReady = null },
        // Not /health_generate, which makes a token each time: an inference probe does that better, and says how long it took.
        OpenAi with { Id = "sglang", Live = Health, Ready = Health, ModelReady = null },
        OpenAi with
        {
            Id = "llama.cpp",
            NotReady = ["Loading model"],
            // One server has one model, and needs no name of it.
            NeedsModel = false,
            // It loads the model before it is ready, and says so: that is life.
            Live = new("/health") { Statuses = [200, 503] },
            Ready = Health with { Field = "$.status", EqualTo = "ok" },
            ModelReady = null,
            Endpoints = CompletionForms.Endpoints("/v1", uncached: """{"cache_prompt":false}"""),
        },
        OpenAi with { Id = "nim", Live = new("/v1/health/live"), Ready = new("/v1/health/ready") { NotReady = [503] }, ModelReady = null },
        OpenAi with
        {
            Id = "kserve-openai",
            NotReady = ["not ready"],
            Live = new("/"),
            Ready = new("/v2/health/ready") { Flags = ["ready", "live"], NotReady = [400, 503] },
            ModelReady = Models with { Path = "/openai/v1/models" },
            Listing = Models with { Path = "/openai/v1/models" },
            Endpoints = CompletionForms.Endpoints("/openai/v1"),
            ApiRoot = "/openai/v1",
        },
    ];
}
