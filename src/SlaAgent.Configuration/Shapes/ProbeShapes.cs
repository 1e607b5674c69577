namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.probes</c> of a ModelService.</summary>
internal static class ProbeShapes
{
    public static readonly ScalarShape Interval = Scalars.Duration(TimeSpan.FromMilliseconds(10), CommonShapes.LongestWindow);

    private static readonly ScalarShape s_status = Scalars.Integer(100, 599);

    private static readonly KeyShape s_path = new("path", Scalars.HttpPath, "Path on the server.", "the preset's", "/healthz");

    private static readonly ObjectShape s_assertion = new(
        new KeyShape("path", Scalars.JsonPath, "The value that is looked at.", Example: "\"$.outputs[0].data[0]\"") { Required = true },
        new KeyShape("equals", new JsonShape(), "What the value must equal; numbers by value.", Example: "1"),
        new KeyShape("near", Scalars.Number(-1e300, 1e300), "Number the value must be near to.", Example: "0.93"),
        new KeyShape("tolerance", Scalars.Number(0, 1e300), "Largest difference from near.", "0", "0.05"),
        new KeyShape("minItems", Scalars.Integer(0, int.MaxValue), "Fewest items of an array.", Example: "1"))
    {
        Rules = [KeyRule.ExactlyOne("equals", "near", "minItems")],
        Needs = [("tolerance", "near")],
    };

    private static readonly ObjectShape s_expect = new(
        new KeyShape("status", new ListShape(s_status), "Accepted HTTP statuses.", "[200]", "[200]"),
        new KeyShape("maxBody", Scalars.Size, "Longest body after decompression (gRPC: longest message with its five bytes of framing); reading stops there.", "1MiB", "1MiB"),
        new KeyShape("json", new ListShape(s_assertion), "Assertions on the JSON body."),
        new KeyShape("contains", Scalars.Text, "Text that must occur (in the generated text, for a prompt).", Example: "OK"),
        new KeyShape("matches", Scalars.Regex, ".NET regular expression, non-backtracking, that must match (the generated text, for a prompt).", Example: "\"(?i)ok\""),
        new KeyShape("minOutputTokens", Scalars.Integer(0, 1_000_000), "Fewest output tokens of a generated answer.", "1 for a prompt", "1"));

    private static readonly ObjectShape s_health = new(
        s_path,
        new KeyShape("ask", Scalars.OneOf("live", "ready", "modelReady", "listing"), "Which of the preset's questions is asked.", "the readiness of this model, or of the server where it has no other", "live"),
        new KeyShape("status", new ListShape(s_status), "Accepted HTTP statuses.", "[200]", "[200]"))
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
        s_path with { Example = "/v1/completions" },
        new KeyShape("method", Scalars.OneOf("GET", "POST", "PUT", "HEAD"), "HTTP method.", "the preset's", "POST"),
        new KeyShape("contentType", Scalars.Text, "Content type of the body.", "the preset's", "application/json"),
        new KeyShape("tensorContents", Scalars.OneOf("typed", "raw"), "gRPC only: how the data of the inputs go; FP16 and BF16 only go raw.", "typed", "raw"),
        new KeyShape("expect", s_expect, "What must hold of the answer; otherwise the outcome is invalid_response."))
    {
        Rules = [KeyRule.AtMostOne("request", "requestFile", "prompt")],
        Needs = [("maxTokens", "prompt"), ("stream", "prompt"), ("cache", "prompt"), ("keepAlive", "prompt")],
    };

    public static readonly ObjectShape Probe = new(
        new KeyShape("name", Scalars.Name, "Unique within its service.", Example: "chat") { Required = true },
        new KeyShape("interval", Interval, "Time between two starts: a fixed rate on a monotonic clock, starts spread over the interval.", Example: "5s"),
        new KeyShape("schedule", Scalars.Cron, "Cron expression, instead of an interval; for evaluation and load.", Example: "\"0 3 * * *\""),
        new KeyShape("timeZone", Scalars.TimeZone, "Zone of the schedule.", "the agent's", "Europe/Berlin"),
        new KeyShape("timeout", CommonShapes.Span, "Total deadline; at most the interval. For load, the deadline of each request.", "the smaller of the interval and 10s", "800ms"),
        new KeyShape("health", s_health, "Asks for the readiness of the model; {} for the preset's way.", Example: "{}"),
        new KeyShape("inference", s_inference, "Sends an inference request."),
        new KeyShape("evaluation", Evaluation(), "Measures accuracy against labelled data.") { Later = true },
        new KeyShape("load", Load(), "Open-loop load, to measure what the server can sustain."))
    {
        Rules = [KeyRule.ExactlyOne("interval", "schedule"), KeyRule.ExactlyOne("health", "inference", "evaluation", "load")],
        Needs = [("timeZone", "schedule")],
    };

    private static ObjectShape Evaluation() => new(
        new KeyShape("dataset", Scalars.File, "Labelled data: .jsonl or .csv, also .gz.", Example: "golden.csv") { Required = true },
        new KeyShape("csv", Csv(), "How a CSV file is read.", "names from the first line"),
        new KeyShape("request", new JsonShape(mappingOnly: true), "Body of a request; a text that is one {{column}} becomes its JSON value.", Example: "{ data: \"{{features}}\" }"),
        new KeyShape("prompt", Scalars.Text, "Prompt with {{column}}, for a generative server.", Example: "\"{{question}}\""),
        new KeyShape("prediction", Scalars.JsonPath, "Where the answer holds the prediction.", Example: "\"$.outputs[0].data[0]\""),
        new KeyShape("label", Scalars.Text, "Column with the truth.", Example: "diagnosis") { Required = true },
        new KeyShape("score", Scalars.JsonPath, "Where the answer holds a probability, for ROC AUC and the like.", Example: "\"$.outputs[1].data[0]\""),
        new KeyShape("task", Scalars.OneOf("classification", "binary", "regression", "generation"), "Kind of task.", Example: "classification") { Required = true },
        new KeyShape("positive", Scalars.PlainValue, "For binary: the label that counts as positive.", Example: "0"),
        new KeyShape("concurrency", Scalars.Integer(1, 1000), "Requests at a time.", "1", "2"),
        new KeyShape("maxRate", Scalars.Rate, "Fastest rate of requests: the server serves users too.", Example: "20/s"),
        new KeyShape("maxErrors", Scalars.Ratio(), "More failed requests than this make the run void.", "5%", "5%"),
        new KeyShape("sample", Scalars.Integer(1, int.MaxValue), "Examples drawn, seeded and stratified by label.", "all", "500"))
    {
        Rules = [KeyRule.AtMostOne("request", "prompt")],
    };

    private static ObjectShape Csv() => new(
        new KeyShape("skip", Scalars.Integer(0, 1_000_000), "Lines before the data.", "0", "1"),
        new KeyShape("columns", new MapShape("columns", name => name.Length == 0 ? "a column needs a name" : null, "^[\\s\\S]+$", Scalars.PlainValue), "Names for columns, counted from 1, or ranges of them.", Example: "{ features: 1-30, diagnosis: 31 }"));

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
