namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.preset</c> of a ModelService.</summary>
internal static class PresetShapes
{
    private static readonly ListShape s_statuses = new(Scalars.Integer(100, 599), least: 0);

    private static readonly ListShape s_paths = new(Scalars.ManyJsonPath, least: 0);

    private static readonly ObjectShape s_question = new(
        new KeyShape("path", Scalars.PathTemplate, "Path, with {model}, {version} and [ ] around what is left out without a version.", "the preset's", "/v1/models/{model}[/versions/{version}]"),
        new KeyShape("connect", Scalars.Boolean, "A connection alone says yes; nothing is sent.", "the preset's", "true"),
        new KeyShape("status", s_statuses, "Statuses that say yes.", "the preset's", "[200]"),
        new KeyShape("notReady", s_statuses, "Statuses that say not ready, rather than that the server failed.", "the preset's", "[503]"),
        new KeyShape("flags", new ListShape(Scalars.Text, least: 0), "Members that must be true where the answer has them.", "the preset's", "[ready]"),
        new KeyShape("field", Scalars.ManyJsonPath, "Where one value must be the text under equals.", "the preset's", "\"$.data[*].id\""),
        new KeyShape("equals", Scalars.Text, "That text; {{model}} for the model's name.", "the preset's", "\"{{model}}\""),
        new KeyShape("contains", Scalars.Text, "Text that the body must hold.", "the preset's", "Healthy"))
    {
        Rules = [KeyRule.AtMostOne("path", "connect")],
        Needs = [("field", "equals"), ("equals", "field")],
    };

    private static readonly KeyShape[] s_answer =
    [
        new("content", s_paths, "Where the generated text stands, and what else counts as an answer.", "the preset's", "[\"$.choices[*].message.content\"]"),
        new("reasoning", s_paths, "Where the model's thoughts stand.", "the preset's", "[\"$.choices[*].message.reasoning\"]"),
        new("error", s_paths, "What makes an answer with a good status an error, where it is neither null nor false.", "the preset's", "[\"$.error\"]"),
        new("promptTokens", s_paths, "Where the tokens of the prompt are counted; the first number counts.", "the preset's", "[\"$.usage.prompt_tokens\"]"),
        new("outputTokens", s_paths, "Where the tokens of the answer are counted; the first number counts.", "the preset's", "[\"$.usage.completion_tokens\"]"),
    ];

    private static readonly ObjectShape s_inference = new(
    [
        new("path", Scalars.PathTemplate, "Path, with {model}, {version} and [ ] around what is left out without a version.", "the preset's", "/predict/{model}"),
        new("streamPath", Scalars.PathTemplate, "Path of a streamed prompt.", "the preset's, or path where that is written", "/generate_stream"),
        new("method", Scalars.OneOf("GET", "POST", "PUT", "HEAD"), "HTTP method.", "the preset's", "POST"),
        new("contentType", Scalars.Text, "Content type of the body.", "the preset's", "application/json"),
        new("prompt", new JsonShape(mappingOnly: true), "Body of a prompt: a text that is one {{prompt}}, {{model}}, {{version}}, {{maxTokens}}, {{stream}} or {{keepAlive}} becomes that value.", "the preset's", "{ text: \"{{prompt}}\" }"),
        new("streamed", new JsonShape(mappingOnly: true), "Members added to it where a stream is asked for.", "the preset's", "{ stream_options: { include_usage: true } }"),
        new("uncached", new JsonShape(mappingOnly: true), "Members added to it unless the probe says cache: allow.", "the preset's", "{ cache_prompt: false }"),
        .. s_answer,
        new("requires", s_paths, "Values of which the answer must have one.", "the preset's", "[\"$.predictions\"]"),
        new("failedHeader", Scalars.HeaderName, "Response header that reports a failure by being true.", "the preset's", "x-ms-run-function-failed"),
    ]);

    private static readonly ObjectShape s_stream = new(
    [
        new("framing", Scalars.OneOf("sse", "ndjson"), "Server-sent events, or one JSON object a line.", "the preset's, or sse", "ndjson"),
        .. s_answer.Select(key => key with { Example = key.Example.Replace("message", "delta", StringComparison.Ordinal) }),
        new("end", s_paths, "What marks the last event by saying something.", "the preset's", "[\"$.done\"]"),
        new("done", Scalars.AnyText, "Data of an event that is nothing but the end; \"\" for none.", "the preset's", "\"[DONE]\""),
    ]);

    public static readonly ObjectShape Preset = new(
        new KeyShape("live", s_question, "How the server is asked whether it lives."),
        new KeyShape("ready", s_question, "How the server is asked whether it is ready."),
        new KeyShape("modelReady", s_question, "How the server is asked whether the model is ready."),
        new KeyShape("listing", s_question, "How the server is asked for its models."),
        new KeyShape("inference", s_inference, "How inference is asked for, and how an answer in one piece is read."),
        new KeyShape("stream", s_stream, "How a streamed answer is read."));
}
