using SlaAgent.Commands;
using SlaAgent.Http;

namespace SlaAgent.Tests.Commands;

public sealed class StatusTableTests
{
    internal static ApiObjective Objective => new(
        "o", "latency", "traffic", null, "ok", "", default, 9, 10, 0.9, 0.9m, null, null, [], 1, 1, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    [Fact]
    public void A_percentile_of_users_requests_is_shown_by_the_bounds_around_it()
    {
        var known = Objective with { Percentile = 0.95, PercentileSeconds = 0.5, PercentileLowerSeconds = 0.3, PercentileUpperSeconds = 0.5, ThresholdSeconds = 0.6 };
        Assert.Contains("p95 300ms..500ms of 600ms", Row(known), StringComparison.Ordinal);
        Assert.Contains("p95 >60000ms of 600ms", Row(known with { PercentileSeconds = null, PercentileLowerSeconds = 60, PercentileUpperSeconds = null }), StringComparison.Ordinal);
        Assert.Contains("p95 301ms of 600ms", Row(known with { Source = "probe", PercentileSeconds = 0.301, PercentileLowerSeconds = null, PercentileUpperSeconds = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void Throughput_is_shown_by_its_rate_with_what_there_is_to_say()
    {
        var throughput = Objective with { Indicator = "throughput", AtLeastPerSecond = 20, LastPerSecond = 18.5, Reason = "collecting 1/2", Note = "the last run says nothing: stopped" };
        Assert.Contains("18.5/s of 20/s", Row(throughput), StringComparison.Ordinal);
        Assert.EndsWith("collecting 1/2; the last run says nothing: stopped", Row(throughput), StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_is_shown_by_its_score_with_the_interval_the_goal_the_examples_and_when_it_was_measured()
    {
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var accuracy = new ApiAccuracy(
            "recall", 0.92m, false, 0.95m, "interval", 0.94123, 0.91, 0.962, "wilson", false, 1980, 0, 2, at, 500, 495, 5, 0, "9f86", "3", at, null, null, null);
        var objective = Objective with { Indicator = "accuracy", Target = null, Reason = "met, not proven", Accuracy = accuracy };
        Assert.Contains("recall 0.9412 (0.91..0.962) of >= 0.92, n=495, proven at 1980, 2026-03-02 12:00Z", Row(objective), StringComparison.Ordinal);
        Assert.EndsWith("met, not proven", Row(objective), StringComparison.Ordinal);
        Assert.Contains("rmse - of <= 0.5", Row(objective with { Accuracy = accuracy with { Metric = "rmse", Goal = 0.5m, IsAtMost = true, Score = null } }), StringComparison.Ordinal);
    }

    private static string Row(ApiObjective objective) =>
        StatusCommand.Table([new ApiAgreement("s", "internal", "chat", "service", "ok", new("rolling", default, default), [objective])]).TrimEnd();
}
