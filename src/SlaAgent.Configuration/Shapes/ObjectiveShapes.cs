namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.objectives</c> of a ServiceLevelAgreement.</summary>
internal static class ObjectiveShapes
{
    public static readonly string[] AccuracyMetrics =
    [
        "accuracy", "average_precision", "balanced_accuracy", "brier", "cohen_kappa", "f1", "f1_macro", "f1_micro", "f1_weighted", "log_loss",
        "mae", "mape", "mcc", "median_ae", "mse", "precision", "precision_macro", "precision_micro", "precision_weighted", "r2", "recall",
        "recall_macro", "recall_micro", "recall_weighted", "rmse", "roc_auc",
    ];

    private static readonly KeyShape s_probe = new("probe", Scalars.Name, "Name of a probe of the service.", Example: "predict");

    private static readonly KeyShape s_source = new("source", Scalars.OneOf("traffic"), "The requests of real users, instead of a probe; needs traffic in the ModelService.", Example: "traffic");

    private static readonly KeyRule s_probeOrSource = KeyRule.ExactlyOne("probe", "source");

    public static readonly ObjectShape Objective = new(
        new KeyShape("name", Scalars.Name, "Unique within the SLA.", Example: "availability") { Required = true },
        new KeyShape("availability", new ObjectShape(s_probe, s_source) { Rules = [s_probeOrSource] }, "Share of probes (or requests) that succeed.", Example: "{ probe: predict }"),
        new KeyShape("latency", Latency(), "Share that is fast enough.", Example: "{ probe: predict, percentile: 95, threshold: 300ms }"),
        new KeyShape("throughput", Throughput(), "Work done per time.", Example: "{ source: traffic, atLeast: 20/s }"),
        new KeyShape("accuracy", Accuracy(), "Score of an evaluation.") { Later = true },
        new KeyShape("target", Scalars.Ratio(below1: true), "Share of events, or slices, that must be good.", "for a percentile the percentile itself, and then refused", "99.9%"),
        new KeyShape("timeslices", Timeslices(), "Counts slices of time instead of events."),
        new KeyShape("minimumSamples", Scalars.Integer(1, 1_000_000_000), "Fewer events (or slices) in the window: unknown.", "1/(1 - target), at most 1000", "1000"))
    {
        Rules = [KeyRule.ExactlyOne("availability", "latency", "throughput", "accuracy")],
    };

    private static ObjectShape Latency() => new(
        s_probe,
        s_source,
        new KeyShape("measure", Scalars.OneOf("total", "first_byte", "time_to_first_token", "time_per_output_token", "inter_chunk_latency"), "Which duration is judged; the last three need a probe that streams a prompt.", "total", "time_to_first_token"),
        new KeyShape("percentile", Scalars.Number(0, 100, open: true), "The percentile that must be within the threshold.", Example: "95") { Required = true },
        new KeyShape("threshold", CommonShapes.Span, "Slowest good value.", Example: "300ms") { Required = true },
        new KeyShape("failures", Scalars.OneOf("slow", "exclude"), "Whether a failed request counts as slower than the threshold or not at all.", "slow", "exclude"))
    {
        Rules = [s_probeOrSource],
    };

    private static ObjectShape Throughput() => new(
        s_probe,
        s_source,
        new KeyShape("measure", Scalars.OneOf("requests", "output_tokens", "prompt_tokens"), "What is counted: requests that end well, or tokens.", "requests", "output_tokens"),
        new KeyShape("atLeast", Scalars.Rate, "Smallest good rate.", Example: "20/s") { Required = true },
        new KeyShape("whenIdle", Scalars.OneOf("exclude", "include"), "Whether a slice without any request is a bad one (include) or none (exclude); refused for a probe.", "exclude", "exclude"))
    {
        Rules = [s_probeOrSource],
    };

    private static ObjectShape Accuracy() => new(
        s_probe with { Required = true },
        new KeyShape("metric", Scalars.OneOf(AccuracyMetrics), "Which score.", Example: "recall") { Required = true },
        new KeyShape("atLeast", Scalars.Number(-1e300, 1e300), "Smallest good score.", Example: "0.92"),
        new KeyShape("atMost", Scalars.Number(-1e300, 1e300), "Largest good score, for errors.", Example: "0.3"),
        new KeyShape("confidence", Scalars.Ratio(above0: true, below1: true), "Confidence of the interval.", "95%", "95%"))
    {
        Rules = [KeyRule.ExactlyOne("atLeast", "atMost")],
    };

    private static ObjectShape Timeslices() => new(
        new KeyShape("length", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "Length of a slice; slices begin at multiples of it since midnight UTC.", Example: "1m") { Required = true },
        new KeyShape("good", Scalars.Ratio(above0: true), "Share of a slice's events that makes it good; needed for availability, and refused for latency, where the percentile says it.", Example: "95%"));
}
