using SlaAgent.Core.Accuracy;

namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.objectives</c> of a ServiceLevelAgreement.</summary>
internal static class ObjectiveShapes
{
    private static readonly string[] s_scores = [.. ScoreDefinition.All.Select(score => score.Name).Order(StringComparer.Ordinal)];

    private static readonly KeyShape s_probe = new("probe", Scalars.Name, "Name of a probe of the service.", Example: "predict");

    private static readonly KeyShape s_source = new("source", Scalars.OneOf("traffic"), "The requests of real users, instead of a probe; needs traffic in the ModelService.", Example: "traffic");

    private static readonly KeyShape s_validRequests = new(
        "validRequests",
        new ObjectShape(new KeyShape("except", new ListShape(Scalars.OneOf(Clauses.Outcomes)), "Outcomes of a probe that are the fault of whoever asks: such a request is no event.", Example: "[http_4xx, http_429]") { Required = true }),
        "Which requests are valid; for probes only.",
        "all",
        "{ except: [http_4xx, http_429] }");

    private static readonly KeyRule s_probeOrSource = KeyRule.ExactlyOne("probe", "source");

    public static readonly ObjectShape Objective = new(
        new KeyShape("name", Scalars.Name, "Unique within the SLA.", Example: "availability") { Required = true },
        new KeyShape("availability", new ObjectShape(s_probe, s_source, s_validRequests) { Rules = [s_probeOrSource] }, "Share of probes (or requests) that succeed.", Example: "{ probe: predict }"),
        new KeyShape("latency", Latency(), "Share that is fast enough.", Example: "{ probe: predict, percentile: 95, threshold: 300ms }"),
        new KeyShape("throughput", Throughput(), "Work done per time.", Example: "{ source: traffic, atLeast: 20/s }"),
        new KeyShape("accuracy", Accuracy(), "Score of an evaluation, or of feedback.", Example: "{ probe: golden, metric: recall, atLeast: 0.92 }"),
        new KeyShape("target", Scalars.Ratio(below1: true), "Share of events, or slices, that must be good.", "for a percentile the percentile itself, and then refused", "99.9%"),
        new KeyShape("timeslices", Timeslices(), "Counts slices of time instead of events."),
        new KeyShape("minimumSamples", Scalars.Integer(1, 1_000_000_000), "Fewer events (or slices) in the window: unknown. For accuracy: fewer scored examples in a run.", "1/(1 - target), at most 1000; for accuracy 1", "1000"))
    {
        Rules = [KeyRule.ExactlyOne("availability", "latency", "throughput", "accuracy")],
    };

    private static ObjectShape Latency() => new(
        s_probe,
        s_source,
        new KeyShape("measure", Scalars.OneOf("total", "first_byte", "time_to_first_token", "time_per_output_token", "inter_chunk_latency"), "Which duration is judged; the last three need a probe that streams a prompt.", "total", "time_to_first_token"),
        new KeyShape("percentile", Scalars.Number(0, 100, open: true), "The percentile that must be within the threshold.", Example: "95") { Required = true },
        new KeyShape("threshold", CommonShapes.Span, "Slowest good value.", Example: "300ms") { Required = true },
        new KeyShape("failures", Scalars.OneOf("slow", "exclude"), "Whether a failed request counts as slower than the threshold or not at all.", "slow", "exclude"),
        s_validRequests)
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
        s_probe with { Doc = "Name of a probe with evaluation.", Example = "golden" },
        new KeyShape("source", Scalars.OneOf("feedback"), "The truths that come after the predictions, instead of a probe; needs feedback in the ModelService.", Example: "feedback"),
        new KeyShape("metric", Scalars.OneOf(s_scores), "Which score; each task has its own.", Example: "recall") { Required = true },
        new KeyShape("atLeast", Scalars.Number(-1e300, 1e300), "Smallest good score.", Example: "0.92"),
        new KeyShape("atMost", Scalars.Number(-1e300, 1e300), "Largest good score, for errors (rmse, log_loss).", Example: "0.3"),
        new KeyShape("confidence", Scalars.Ratio(above0: true, below1: true), "Confidence of the two-sided interval.", "95%", "95%"),
        new KeyShape("decision", Scalars.OneOf("interval", "point", "lower-bound", "upper-bound"), "What is held against the goal: interval is breached only when the whole of it is on the wrong side, and ok when the score itself is on the right one.", "interval", "lower-bound"),
        new KeyShape("confirm", Scalars.Integer(1, 100), "Runs in a row that must say so before it is a breach.", "2", "1"),
        new KeyShape("drift", Drift(), "When predictions are too far from the reference run's, which is an early sign and never a breach; off for not looking.", "{ psi: 0.2 }", "{ psi: 0.1, jensenShannon: 0.15 }"),
        new KeyShape("minimumLabelled", Scalars.Ratio(), "Smallest share of the window's predictions that must have a label, below which the status is unknown; needs source.", "0%", "50%"))
    {
        Rules = [s_probeOrSource, KeyRule.ExactlyOne("atLeast", "atMost")],
        Needs = [("minimumLabelled", "source")],
    };

    private static EitherShape Drift() => new(
        Scalars.OneOf("off"),
        new ObjectShape(
            new KeyShape("psi", Scalars.Number(0, 100, open: true), "Largest population stability index, beyond the samples' own noise.", "not looked at, beside jensenShannon alone", "0.2"),
            new KeyShape("jensenShannon", Scalars.Number(0, 1, open: true), "Largest Jensen-Shannon distance (base 2), beyond the samples' own noise.", "not looked at", "0.15")));

    private static ObjectShape Timeslices() => new(
        new KeyShape("length", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "Length of a slice; slices begin at multiples of it since midnight UTC.", Example: "1m") { Required = true },
        new KeyShape("good", Scalars.Ratio(above0: true), "Share of a slice's events that makes it good; needed for availability that is not averaged, and refused for latency, where the percentile says it.", Example: "95%"),
        new KeyShape("minimumDuration", Scalars.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), "Bad slices count as bad only in a row that lasts at least so long; a multiple of the length.", "each counts", "10m"),
        new KeyShape("minimumRequests", Scalars.Integer(1, 1_000_000_000), "With fewer requests in the slice (with minimumDuration: in the whole row) it does not count as bad.", "none", "2000"),
        new KeyShape("whenIdle", Scalars.OneOf("exclude", "good", "bad"), "What a slice is that was measured and saw no request.", "exclude", "good"),
        new KeyShape("average", Scalars.Boolean, "Whether the slices' shares of good requests are averaged, instead of good: for availability only.", "false", "true"));
}
