using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Dialects;
using SlaAgent.ModelServers.Grpc;

namespace SlaAgent.ModelServers.Presets;

/// <summary>Servers that speak the Open Inference Protocol (KServe V2) over REST.</summary>
internal static class OpenInferenceServers
{
    private const string Model = "/v2/models/{model}[/versions/{version}]";

    private static readonly EquatableArray<string> Flags = ["ready", "live"];

    private static readonly Endpoint Infer = new()
    {
        Path = Model + "/infer",
        Endings = ["/infer"],
        Mark = "id",
        Body = new(AnswerRule.Tensors) { Expected = "outputs with at least one tensor", Fields = new() { Version = [GrpcExchanges.VersionField] } },
    };

    private static readonly AnswerFields GenerateFields = new() { Content = ["$.text_output"], Error = ["$.error"], Version = [GrpcExchanges.VersionField] };

    // Where a stream ends shows in the body's end alone.
    private static readonly Endpoint Generate = new()
    {
        Path = Model + "/generate",
        StreamPath = Model + "/generate_stream",
        Endings = ["/generate", "/generate_stream"],
        Prompt = new(
            """
            {"id":"slaagent","text_input":"{{prompt}}","parameters":{"max_tokens":"{{maxTokens}}","temperature":0,"stream":"{{stream}}",
             "exclude_input_in_output":true}}
            """),
        Body = new(AnswerRule.Generated) { Expected = "a JSON object with text_output", Fields = GenerateFields },
        Stream = new(StreamFraming.ServerSentEvents, GenerateFields),
    };

    private static readonly Preset KServe = new()
    {
        Id = "kserve-v2",
        Grpc = GrpcForm.OpenInference,
        // KServe and MLServer: "… is not ready"; Triton: "… has no available versions".
        NotReady = ["not ready", "no available versions"],
        NeedsModel = true,
        Live = new("/v2/health/live") { Flags = Flags },
        // KServe says "not ready" with 503, Triton and MLServer with 400.
        Ready = new("/v2/health/ready") { Flags = Flags, NotReady = [400, 503] },
        ModelReady = new(Model + "/ready") { Flags = Flags, NotReady = [400, 503] },
        // An extension of KServe's.
        Listing = new("/v2/models") { Field = "$.models[*]", EqualTo = "{{model}}" },
        Version = new("/v2/models/{model}", "$.versions[*]", "$"),
        Endpoints = [Infer],
        ApiRoot = "/v2",
    };

    /// <summary>All of them.</summary>
    public static Preset[] All =>
    [
        KServe,
        // Its OpenAI front end has a port of its own.
        KServe with { Id = "triton", Listing = null, Endpoints = [Infer, Generate, .. CompletionForms.Endpoints("/v1")] },
        KServe with { Id = "mlserver", Listing = null },
        // Core 2: its front routes by a header, and its agent loads a model under a name of its own.
        KServe with { Id = "seldon", Listing = null, ModelHeader = "seldon-model", Endpoints = [Infer with { Body = Infer.Body with { NumbersModels = true } }, SeldonOne] },
    ];

    // Seldon Core 1, whose protocol is its own.
    private static Endpoint SeldonOne => new()
    {
        Endings = ["/api/v1.0/predictions", "/api/v0.1/predictions"],
        Body = new(AnswerRule.Json)
        {
            Expected = "data, jsonData, strData or binData",
            Requires = ["$.data", "$.jsonData", "$.strData", "$.binData"],
            BareNumbers = true,
        },
    };
}
