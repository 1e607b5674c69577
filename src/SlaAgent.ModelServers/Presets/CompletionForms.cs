using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;

namespace SlaAgent.ModelServers.Presets;

/// <summary>The OpenAI API, as many servers speak it, each with its additions to requests and answers.</summary>
internal static class CompletionForms
{
    private const string Usage = """{"stream_options":{"include_usage":true}}""";

    private static readonly AnswerFields Errors = new() { Error = ["$.error"], ErrorKind = "$.object" };

    // One description for both, since a delta is to a stream what a message is to a body.
    private static readonly AnswerFields Fields = new()
    {
        Choices = "$.choices[*]",
        ChoiceIndex = "$.choices[*].index",
        Content =
        [
            "$.choices[*].delta.content", "$.choices[*].delta.tool_calls", "$.choices[*].message.content", "$.choices[*].message.tool_calls",
            "$.choices[*].text",
        ],
        Reasoning =
        [
            "$.choices[*].delta.reasoning", "$.choices[*].delta.reasoning_content", "$.choices[*].message.reasoning",
            "$.choices[*].message.reasoning_content",
        ],
        End = ["$.choices[*].finish_reason"],
        Error = ["$.error"],
        // Older vLLM: {"object":"error","message":…}.
        ErrorKind = "$.object",
        // The name alone may say it (gpt-4o-2024-08-06); the fingerprint is that of the configuration behind it.
        Version = ["$.model", "$.system_fingerprint"],
        PromptTokens = ["$.usage.prompt_tokens", "$.timings.prompt_n"],
        // llama.cpp counts under timings too.
        OutputTokens = ["$.usage.completion_tokens", "$.timings.predicted_n"],
    };

    private static readonly BodyForm Body = new(AnswerRule.Generated) { Expected = "a completion, a JSON object with choices", Fields = Fields };

    private static readonly StreamForm Stream = new(StreamFraming.ServerSentEvents, Fields) { Done = "[DONE]" };

    /// <summary>A server's endpoints.</summary>
    /// <param name="root">What their paths begin with.</param>
    /// <param name="uncached">Members by which this server is told not to use its caches; null for none.</param>
    public static EquatableArray<Endpoint> Endpoints(string root, string? uncached = null) =>
    [
        new()
        {
            Path = root + "/chat/completions",
            Endings = ["/chat/completions"],
            Prompt = new(
                """
                {"model":"{{model}}","messages":[{"role":"user","content":"{{prompt}}"}],"max_tokens":"{{maxTokens}}","temperature":0,
                 "stream":"{{stream}}","user":"slaagent"}
                """) { Streamed = Usage, Uncached = uncached, Refusable = "stream_options" },
            Body = Body,
            Stream = Stream,
        },
        new()
        {
            Path = root + "/completions",
            Endings = ["/completions"],
            Prompt = new(
                """{"model":"{{model}}","prompt":"{{prompt}}","max_tokens":"{{maxTokens}}","temperature":0,"stream":"{{stream}}","user":"slaagent"}""")
            {
                Streamed = Usage,
                Uncached = uncached,
                Refusable = "stream_options",
            },
            Body = Body,
            Stream = Stream,
        },
        new()
        {
            Path = root + "/embeddings",
            Endings = ["/embeddings"],
            Body = new(AnswerRule.Json) { Expected = "embeddings under data", Requires = ["$.data[*].embedding"], Fields = Errors },
        },
        new()
        {
            Endings = ["/rerank", "/score", "/classify", "/pooling", "/moderations", "/tokenize"],
            Body = new(AnswerRule.Json) { Fields = Errors },
        },
    ];
}
