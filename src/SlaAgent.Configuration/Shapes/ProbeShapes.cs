namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.probes</c> of a ModelService.</summary>
internal static class ProbeShapes
{
    public static readonly ScalarShape Interval = Scalars.Duration(TimeSpan.FromMilliseconds(10), CommonShapes.LongestWindow);

    private static readonly ObjectShape s_health = new(
        RequestShapes.Path,
        new KeyShape("ask", Scalars.OneOf("live", "ready", "modelReady", "listing"), "Which of the preset's questions is asked.", "the readiness of this model, or of the server where it has no other", "live"),
        new KeyShape("status", new ListShape(RequestShapes.Status), "Accepted HTTP statuses.", "[200]", "[200]"))
    {
        Rules = [KeyRule.AtMostOne("path", "ask")],
    };

    private static readonly ObjectShape s_inference = new(
        new KeyShape("request", new JsonShape(mappingOnly: true), "The server's own body.", Example: "{ inputs: [] }"),
        new KeyShape("requestFile", Scalars.File, "File of such bodies, one a line, taken in turn; at most 16 MiB.", Example: "requests.jsonl"),
        new KeyShape("prompt", Scalars.Text, "Prompt for a generative server.", Example: "\"Reply with the word OK.\""),
        new KeyShape("maxTokens", Scalars.Integer(1, 1_000_000), "Upper bound of generated tokens; needs prompt.", "the preset's", "8"),
        new KeyShape("stream", Scalars.Boolean, "Whether a prompt asks for a stream; needs prompt.", "false", "true"),
        new KeyShape("cache", Scalars.OneOf("avoid", "allow"), "Whether the server may answer a prompt from its caches; otherwise each prompt begins with other characters. Needs prompt.", "avoid", "allow"),
        new KeyShape("keepAlive", Scalars.Duration(TimeSpan.Zero, TimeSpan.FromDays(365)), "How long the server keeps the model loaded after a prompt, where it can be told (ollama). Needs prompt.", "5m", "10m"),
        RequestShapes.Path with { Example = "/v1/completions" },
        RequestShapes.Method,
        RequestShapes.ContentType,
        RequestShapes.TensorContents,
        new KeyShape("expect", RequestShapes.Expect, "What must hold of the answer; otherwise the outcome is invalid_response."))
    {
        Rules = [KeyRule.AtMostOne("request", "requestFile", "prompt")],
        Needs = [("maxTokens", "prompt"), ("stream", "prompt"), ("cache", "prompt"), ("keepAlive", "prompt")],
    };

    public static readonly ObjectShape Probe = new(
        new KeyShape("name", Scalars.Name, "Unique within its service.", Example: "chat") { Required = true },
        new KeyShape("interval", Interval, "Time between two starts: a fixed rate on a monotonic clock, starts spread over the interval.", Example: "5s"),
        new KeyShape("schedule", Scalars.Cron, "Cron expression, instead of an interval; for evaluation and load.", Example: "\"0 3 * * *\""),
        new KeyShape("timeZone", Scalars.TimeZone, "Zone of the schedule.", "the agent's", "Europe/Berlin"),
        new KeyShape("timeout", CommonShapes.Span, "Total deadline; at most the interval. For evaluation and load, the deadline of each request.", "the smaller of the interval and 10s", "800ms"),
        new KeyShape("health", s_health, "Asks for the readiness of the model; {} for the preset's way.", Example: "{}"),
        new KeyShape("inference", s_inference, "Sends an inference request."),
        new KeyShape("evaluation", EvaluationShapes.Evaluation, "Measures accuracy against labelled data."),
        new KeyShape("load", Load(), "Open-loop load, to measure what the server can sustain."))
    {
        Rules = [KeyRule.ExactlyOne("interval", "schedule"), KeyRule.ExactlyOne("health", "inference", "evaluation", "load")],
        Needs = [("timeZone", "schedule")],
    };

    private static ObjectShape Load() => new(
        new KeyShape("rate", Scalars.Rate, "Intended arrivals; refused beside trace.", Example: "20/s"),
        new KeyShape("arrivals", Scalars.OneOf("poisson", "constant", "trace"), "How arrivals are spread.", "poisson", "constant"),
        new KeyShape("trace", Scalars.File, "File of arrival times and lengths, for arrivals: trace.", Example: "trace.csv"),
        new KeyShape("speed", Scalars.Number(0, 1_000_000, open: true), "How many times faster than recorded; needs trace.", "1", "60"),
        new KeyShape("duration", CommonShapes.Span, "How long the load lasts.", Example: "60s") { Required = true },
        new KeyShape("maxInFlight", Scalars.Integer(1, 100_000), "Most requests at a time.", "64", "64"),
        new KeyShape("inference", s_inference, "What is asked.") { Required = true })
    {
        Needs = [("speed", "trace")],
    };
}
