using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Servers that generate text with an API of their own, beside OpenAI's.</summary>
internal static class GenerationServers
{
    private static readonly BodyForm TgiBody = new(AnswerRule.Generated)
    {
        Expected = "a JSON object with generated_text",
        Fields = new()
        {
            Content = ["$.generated_text"],
            Error = ["$.error"],
            PromptTokens = ["$.details.input_length"],
            OutputTokens = ["$.details.generated_tokens"],
        },
    };

    // The last event has the whole text once more.
    private static readonly StreamForm TgiStream = new(StreamFraming.ServerSentEvents, new()
    {
        Content = ["$.token.text"],
        Error = ["$.error"],
        End = ["$.generated_text", "$.details"],
        PromptTokens = ["$.details.input_length"],
        OutputTokens = ["$.details.generated_tokens"],
    });

    private static readonly HealthQuestion TgiHealth = new("/health") { NotReady = [503] };

    private static readonly Preset Tgi = new()
    {
        Id = "tgi",
        Live = TgiHealth,
        Ready = TgiHealth,
        Listing = new("/v1/models") { Field = "$.data[*].id", EqualTo = "{{model}}", NotReady = [503] },
        Version = new("/info", "$", "$.model_sha"),
        Endpoints =
        [
            new()
            {
                Path = "/generate",
                StreamPath = "/generate_stream",
                Endings = ["/generate", "/generate_stream"],
                // A temperature of 0 is refused: greedy is the default.
                Prompt = new("""{"inputs":"{{prompt}}","parameters":{"max_new_tokens":"{{maxTokens}}","do_sample":false,"details":true}}"""),
                Body = TgiBody,
                Stream = TgiStream,
            },
            .. CompletionForms.Endpoints("/v1"),
        ],
    };

    private static readonly AnswerFields OllamaFields = new()
    {
        Content = ["$.message.content", "$.message.tool_calls", "$.response"],
        Reasoning = ["$.message.thinking", "$.thinking"],
        Error = ["$.error"],
        End = ["$.done"],
        PromptTokens = ["$.prompt_eval_count"],
        OutputTokens = ["$.eval_count"],
    };

    private static readonly BodyForm OllamaBody = new(AnswerRule.Generated) { Expected = "a JSON object with message or response", Fields = OllamaFields };

    private static readonly StreamForm OllamaStream = new(StreamFraming.JsonLines, OllamaFields);

    // What is on the disk is loaded when it is asked for.
    private static readonly HealthQuestion OllamaModels = new("/api/tags") { Field = "$.models[*].name", EqualTo = "{{model}}", DefaultTag = ":latest" };

    private static readonly Preset Ollama = new()
    {
        Id = "ollama",
        NotReady = ["loading model"],
        NeedsModel = true,
        Live = new("/") { Contains = "Ollama is running" },
        Ready = new("/api/version"),
        ModelReady = OllamaModels,
        Listing = OllamaModels,
        Version = new("/api/tags", "$.models[*]", "$.digest") { Where = "$.name", EqualTo = "{{model}}", DefaultTag = ":latest" },
        Endpoints =
        [
            new()
            {
                Path = "/api/chat",
                Endings = ["/api/chat"],
                Prompt = new(
                    """
                    {"model":"{{model}}","messages":[{"role":"user","content":"{{prompt}}"}],"stream":"{{stream}}","keep_alive":"{{keepAlive}}",
                     "options":{"num_predict":"{{maxTokens}}","temperature":0}}
                    """),
                Body = OllamaBody,
                Stream = OllamaStream,
            },
            new()
            {
                Path = "/api/generate",
                Endings = ["/api/generate"],
                Prompt = new(
                    """
                    {"model":"{{model}}","prompt":"{{prompt}}","stream":"{{stream}}","keep_alive":"{{keepAlive}}",
                     "options":{"num_predict":"{{maxTokens}}","temperature":0}}
                    """),
                Body = OllamaBody,
                Stream = OllamaStream,
            },
            new()
            {
                Path = "/api/embed",
                Endings = ["/api/embed", "/api/embeddings"],
                Body = new(AnswerRule.Json) { Expected = "embeddings", Requires = ["$.embeddings", "$.embedding"], Fields = new() { Error = ["$.error"] } },
            },
            .. CompletionForms.Endpoints("/v1"),
        ],
        ApiRoot = "/api",
    };

    /// <summary>All of them.</summary>
    public static Preset[] All => [Tgi, Ollama];
}
