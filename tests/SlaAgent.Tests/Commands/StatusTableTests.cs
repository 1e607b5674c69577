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

    [Fact]
    public void What_is_owed_says_by_when_and_why_and_that_it_is_overdue()
    {
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var owed = new ApiObligation("o1", "postmortem", "gold", "availability", "i", 3, "open", at, at.AddDays(5), "breach 3 of gold", [], null, null, null, null, null, null);
        Assert.Equal("owed: postmortem for gold/availability by 2026-03-07 12:00:00Z: breach 3 of gold (o1)", ConsequenceText.Line(owed));
        Assert.StartsWith("overdue: review for gold by ", ConsequenceText.Line(owed with { Status = "overdue", Kind = "review", Objective = null }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gate_is_shown_while_it_is_closed_or_open_by_an_override_only()
    {
        var at = new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
        var gate = new ApiAgreementGate("gold", "chat", "closed", "availability is breached", at, null, []);
        Assert.Equal("gate closed: gold since 2026-03-02 12:00:00Z: availability is breached", ConsequenceText.Line(gate));
        var held = new ApiGateOverride("g1", "gold", "kim", "a fix", at, at.AddHours(2), false, true, null, null);
        Assert.Equal("gate open by override: gold until 2026-03-02 14:00:00Z by kim: a fix (g1)", ConsequenceText.Line(gate with { Gate = "open", Override = held }));
        Assert.Null(ConsequenceText.Line(gate with { Gate = "open" }));
        Assert.Null(ConsequenceText.Line(gate with { Gate = "unknown" }));
    }

    private static string Row(ApiObjective objective) =>
        StatusCommand.Table([new ApiAgreement("s", "internal", "chat", "service", "ok", new("rolling", default, default), [objective])]).TrimEnd();
}
