using SlaAgent.Configuration.Values;

namespace SlaAgent.Configuration.Shapes;

/// <summary>What stands under <c>spec.traffic</c> of a ModelService.</summary>
internal static class TrafficShapes
{
    private static readonly MapShape s_labels = new("labels", Names.SeriesLabelProblem, Names.LabelPattern, new OneOrManyShape(Scalars.LabelValue));

    private static readonly KeyShape s_metric = new("metric", new OneOrManyShape(Scalars.MetricName), "Its name; of several the first that the page has.", Example: "http_requests_total") { Required = true };

    private static readonly KeyShape s_choice = new("labels", s_labels, "Values that the labels of its series must have, one of each list; 5* is all that begin with 5.", "all series", "{ code: 5* }");

    private static readonly KeyShape s_except = new("except", s_labels, "Values that leave a series out.", "none", "{ handler: [/health, /metrics] }");

    private static readonly ObjectShape s_count = new(
        s_metric,
        s_choice,
        s_except,
        new KeyShape("join", Scalars.OneOf("plus", "minus", "greater"), "How it joins the ones before it in the list: added, taken away, or the same things seen elsewhere, of which the greater count counts.", "plus", "minus"));

    private static readonly ObjectShape s_duration = new(
        new KeyShape("metric", new OneOrManyShape(Scalars.MetricName), "The histogram's name, without _bucket; of several the first that the page has.", Example: "http_request_duration_seconds") { Required = true },
        s_choice,
        s_except,
        new KeyShape("unit", Scalars.OneOf("seconds", "milliseconds", "microseconds", "nanoseconds"), "What the histogram counts in.", "seconds", "milliseconds"),
        new KeyShape("bounds", new ListShape(Scalars.Number(0, double.MaxValue, open: true)), "Its upper bounds in that unit, ascending, without +Inf: for the check's warnings only.", "not known before it is read", "[0.1, 0.5, 1]"));

    /// <summary>What names the series of one metric on a page.</summary>
    public static readonly KeyShape[] OneMetric = [s_metric with { Example = "kube_deployment_status_replicas_available" }, s_choice with { Example = "{ deployment: chat }" }, s_except];

    private static readonly ObjectShape s_gauge = new(s_metric with { Example = "requests_in_flight" }, s_choice, s_except);

    private static readonly ObjectShape s_metrics = new(
        Count("good", "Requests that ended well.", "{ metric: http_requests_total, labels: { code: 2* } }"),
        Count("bad", "Requests that ended in a failure of the server.", "{ metric: http_requests_total, labels: { code: 5* } }"),
        Count("promptTokens", "Tokens of prompts.", "{ metric: prompt_tokens_total }"),
        Count("outputTokens", "Generated tokens.", "{ metric: output_tokens_total }"),
        Duration("duration", "Whole durations of requests, a histogram."),
        Duration("timeToFirstToken", "Times to the first token, a histogram."),
        Duration("timePerOutputToken", "Times between tokens, a histogram with one entry for each request."),
        Duration("timeBetweenTokens", "Times between tokens, a histogram with one entry for each gap: for no objective."),
        Duration("queueTime", "Times in the queue, a histogram."),
        Gauge("running", "Requests being worked on.", "requests_in_flight"),
        Gauge("waiting", "Requests waiting.", "requests_queued"),
        Gauge("cacheUse", "Share of the key-value cache in use, 0 to 1.", "cache_usage_ratio"),
        new KeyShape(
            "asleep",
            new ObjectShape([.. s_gauge.Keys, new KeyShape("unless", s_gauge, "Over 0 where an engine is awake all the same.")]),
            "Over 0 where the server was put to sleep.",
            "the preset's",
            "{ metric: engine_asleep }"))
    {
        Rules = [KeyRule.AtMostOne("timePerOutputToken", "timeBetweenTokens")],
    };

    private static readonly ObjectShape s_awake = new(
        s_metric with { Example = "kube_deployment_spec_replicas" },
        s_choice with { Example = "{ deployment: chat }" },
        s_except,
        new KeyShape("url", Scalars.HookUrl, "The page that has it.", "the server's own metrics", "http://kube-state-metrics.monitoring:8080/metrics"),
        new KeyShape("probes", Scalars.OneOf("none", "health", "all"), "Which probes are sent all the same while it says 0.", "none", "health"));

    public static readonly ObjectShape Traffic = new(
        new KeyShape("metricsUrl", Scalars.HookUrl, "Where the server shows its metrics.", "the preset's, or /metrics", "http://127.0.0.1:8002/metrics"),
        new KeyShape("interval", Scalars.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)), "Time between two readings: 100ms to 1h.", "15s", "15s"),
        new KeyShape("selector", CommonShapes.Selector, "Labels that pick this model's series.", "the preset's", "{ model_name: sentiment }"),
        new KeyShape("metrics", s_metrics, "What the server's metrics are called; what is given replaces that part of the preset's."),
        new KeyShape("awake", s_awake, "A metric that is 0 while the service is scaled to nothing, and more while it is not.", "not known", "{ metric: kube_deployment_spec_replicas }"));

    private static KeyShape Count(string name, string doc, string example) => new(name, new OneOrManyShape(s_count), doc, "the preset's", example);

    private static KeyShape Duration(string name, string doc) => new(name, s_duration, doc, "the preset's", "{ metric: " + Snake(name) + "_seconds }");

    private static KeyShape Gauge(string name, string doc, string example) => new(name, s_gauge, doc, "the preset's", $"{{ metric: {example} }}");

    private static string Snake(string name) => string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? "_" + char.ToLowerInvariant(c) : c.ToString()));
}
