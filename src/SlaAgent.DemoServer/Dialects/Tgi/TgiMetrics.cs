using System.Collections.Immutable;
using SlaAgent.DemoServer.Metrics;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.Tgi;

/// <summary>TGI's metrics: seconds without a unit in the name, and no time to the first token.</summary>
internal static class TgiMetrics
{
    private static readonly ImmutableArray<double> Seconds = Bounds.Exponential(.0001, 1.5, 35);
    private static readonly ImmutableArray<double> Tokens = Bounds.OneTwoFive(4096);

    public static MetricsPage Page { get; } = new("/metrics", NumberStyle.Plain,
    [
        Family.Counter("tgi_request_count", null, "", model => model.Ended()),
        Family.Counter("tgi_request_success", null, "", model => model.Answered),
        Family.Counter("tgi_request_failure", null,
            new("err=\"overloaded\"", model => model.Ended(ServedOutcome.Overloaded)),
            new("err=\"validation\"", model => model.Ended(ServedOutcome.Refused)),
            new("err=\"generation\"", model => model.Ended(ServedOutcome.Failed)),
            new("err=\"incomplete\"", model => model.Ended(ServedOutcome.Aborted))),
        Family.Gauge("tgi_queue_size", null, "", model => model.Waiting),
        Family.Gauge("tgi_batch_current_size", null, "", model => model.Running),
        Family.Histogram("tgi_request_duration", null, "", Measure.EndToEnd, Seconds),
        Family.Histogram("tgi_request_queue_duration", null, "", Measure.Queue, Seconds),
        Family.Histogram("tgi_request_inference_duration", null, "", Measure.Inference, Seconds),
        Family.Histogram("tgi_request_mean_time_per_token_duration", null, "", Measure.TimePerOutputToken, Seconds),
        Family.Histogram("tgi_request_input_length", null, "", Measure.PromptTokens, Tokens),
        Family.Histogram("tgi_request_generated_tokens", null, "", Measure.OutputTokens, Tokens),
        Family.Histogram("tgi_request_max_new_tokens", null, "", Measure.TokenLimit, Tokens),
    ])
    {
        Models = parts => [parts.Text],
    };
}
