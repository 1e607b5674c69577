namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>evaluation</c> of a probe, and under <c>feedback</c> of a ModelService.</summary>
internal static class EvaluationShapes
{
    public static readonly ScalarShape Task = Scalars.OneOf("classification", "binary", "regression", "generation");

    private static readonly KeyShape s_positive = new("positive", Scalars.PlainValue, "The label that counts as positive; needed for binary, and for the scores of one class.", Example: "0");

    public static readonly ObjectShape Evaluation = new(
        new KeyShape("dataset", Scalars.File, "Labelled data: .csv (RFC 4180, commas) or .jsonl (an object a line), UTF-8, also with .gz behind.", Example: "golden.csv") { Required = true },
        new KeyShape("csv", Csv(), "How a CSV file is read.", "names from the first line"),
        new KeyShape("request", new JsonShape(mappingOnly: true), "Body of a request; a text that is one {{column}} becomes its JSON value, inside a longer text its plain text is put in, and {{{{ stands for two braces.", Example: "{ data: \"{{features}}\" }"),
        new KeyShape("prompt", Scalars.Text, "Prompt with {{column}}, for a generative server.", Example: "\"{{question}}\""),
        new KeyShape("maxTokens", Scalars.Integer(1, 1_000_000), "Upper bound of generated tokens; needs prompt.", "the preset's", "8"),
        RequestShapes.Path with { Example = "/v1/completions" },
        RequestShapes.Method,
        RequestShapes.ContentType,
        RequestShapes.TensorContents,
        new KeyShape("expect", RequestShapes.Expect, "What must hold of an answer; otherwise the request counts as failed, not as wrong."),
        new KeyShape("prediction", Scalars.JsonPath, "Where the answer holds the prediction.", "the generated text, for a prompt", "\"$.outputs[0].data[0]\""),
        new KeyShape("normalise", new ListShape(Step()), "Steps from there to the prediction, in this order. Labels are taken as they are.", "none", "[trim, lower]"),
        new KeyShape("score", Scalars.JsonPath, "Where the answer holds a probability that it is positive, for ROC AUC and the like.", Example: "\"$.outputs[1].data[0]\""),
        new KeyShape("label", Scalars.Text, "Column with the truth.", Example: "diagnosis") { Required = true },
        new KeyShape("id", Scalars.Text, "Column that names an example in reports.", "its line", "case"),
        new KeyShape("task", Task, "Kind of task; it says which scores there are.", Example: "classification") { Required = true },
        s_positive,
        new KeyShape("pattern", Scalars.Regex, "For regex_match: the .NET regular expression, non-backtracking, that a text must match.", "each label is one", "\"^[A-D]$\""),
        new KeyShape("tolerance", Scalars.Number(0, 1e300), "For numeric_match: largest difference from the label.", "0", "0.01"),
        new KeyShape("concurrency", Scalars.Integer(1, 1000), "Requests at a time.", "1", "2"),
        new KeyShape("maxRate", Scalars.Rate, "Fastest rate of requests: the server serves users too.", "as fast as it answers", "20/s"),
        new KeyShape("maxErrors", Scalars.Ratio(), "More failed requests than this make the run void.", "5%", "5%"),
        new KeyShape("sample", Scalars.Integer(1, int.MaxValue), "Examples drawn, seeded and stratified by label.", "all", "500"),
        new KeyShape("seed", Scalars.Integer(0, int.MaxValue), "Seed of the draw and of bootstrap intervals.", "1", "7"))
    {
        Rules = [KeyRule.ExactlyOne("request", "prompt")],
        Needs = [("maxTokens", "prompt")],
    };

    public static readonly ObjectShape Feedback = new(
        new KeyShape("task", Task, "Kind of task; it says which scores there are.", Example: "binary") { Required = true },
        s_positive with { Example = "spam" },
        new KeyShape("window", Scalars.Duration(TimeSpan.FromMinutes(1), CommonShapes.LongestWindow), "How far back predictions are scored, by the time they were made; an SLA's window says how long the verdicts on them are kept.", "7d", "7d"),
        new KeyShape("interval", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)), "Time between two evaluations of that window.", "1h", "1h"),
        new KeyShape("keep", Scalars.Integer(100, 1_000_000), "Most predictions that are kept; beyond it the oldest go.", "100000", "100000"));

    private static ObjectShape Csv() => new(
        new KeyShape("skip", Scalars.Integer(0, 1_000_000), "Lines before the header; with columns, before the data.", "0", "1"),
        new KeyShape("columns", Columns(Scalars.PlainValue), "Names for columns, counted from 1; a range, as 1-30, is an array. The file then has no header.", "names from the first line", "{ features: 1-30, diagnosis: 31 }"),
        new KeyShape("types", Columns(Scalars.OneOf("text", "number", "json")), "What columns hold, where it is not what it looks like.", "numerals of JSON are numbers, true and false are those, nothing is null, the rest is text", "{ zip: text }"));

    private static MapShape Columns(ScalarShape value) => new("columns", name => name.Length == 0 ? "a column needs a name" : null, "^[\\s\\S]+$", value);

    private static EitherShape Step() => new(
        Scalars.OneOf("trim", "lower", "first_number", "argmax"),
        new ObjectShape(
            new KeyShape("json", Scalars.JsonPath, "The text is read as JSON, also inside a fence of three back-ticks, and this value of it is kept.", Example: "\"$.answer\""),
            new KeyShape("regex", Scalars.Regex, "Only what this .NET regular expression, non-backtracking, matches first is kept.", Example: "\"Answer: (\\\\w+)\""),
            new KeyShape("group", Scalars.PlainValue, "Number or name of the group that is kept; needs regex.", "1 where the pattern has groups, else 0", "1"))
        {
            Rules = [KeyRule.ExactlyOne("json", "regex")],
            Needs = [("group", "regex")],
        });
}
