using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Windows;
using SlaAgent.Ledger;
using SlaAgent.Tests.Hosting;
using static SlaAgent.Tests.Telemetry.EvaluatedService;

namespace SlaAgent.Tests.Telemetry;

[Collection("agent in this process")]
public sealed class EvaluationMetricsTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly (string, string) Golden = ("probe", "golden");

    [Fact]
    public async Task Scores_from_before_a_restart_are_shown_from_the_start_and_what_a_reload_removes_goes_away()
    {
        await using var agent = await StartAsync(Run(Now.AddHours(-30), 0.95), Run(Now.AddHours(-6), 0.9));
        var scrape = await agent.ScrapeAsync();
        Assert.Equal(0.9, scrape.Value("sla_evaluation_score", ("service", "one"), Golden, ("metric", "recall")));
        Assert.Equal((0.87, 0.93), (Math.Round(scrape.Value("sla_evaluation_score_lower", Golden), 6), Math.Round(scrape.Value("sla_evaluation_score_upper", Golden), 6)));
        Assert.Equal(212, scrape.Value("sla_evaluation_examples", Golden, ("metric", "recall")));
        Assert.Equal(495, scrape.Value("sla_evaluation_examples", Golden, ("metric", "roc_auc")));
        Assert.Equal(Now.AddHours(-6).ToUnixTimeSeconds(), Math.Floor(scrape.Value("sla_evaluation_last_success_timestamp_seconds", Golden)));
        Assert.Equal(0, scrape.Value("sla_evaluation_runs_total", Golden, ("result", "counted")));
        Assert.Equal(0, scrape.Value("sla_evaluation_runs_total", ("probe", "(feedback)"), ("result", "void")));
        Assert.Equal(1, scrape.Value("sla_objective_status", ("sla", "quality"), ("status", "at_risk")));
        Assert.Equal(1, scrape.Value("sla_objective_compliance_ratio", ("sla", "quality")));
        Assert.Empty(scrape.Of("sla_objective_target_ratio", ("sla", "quality")));
        Assert.Empty(scrape.Of("sla_objective_error_budget_remaining_ratio", ("sla", "quality")));
        Assert.Empty(scrape.Of("sla_objective_burn_rate", ("sla", "quality")));
        Assert.Equal("", await scrape.PromtoolAsync());

        await agent.Server.Runtime.ApplyAsync(Evaluated(isEvaluated: false));
        Assert.DoesNotContain((await agent.ScrapeAsync()).Samples, sample => sample.Name.StartsWith("sla_evaluation_", StringComparison.Ordinal));
        await agent.Server.Runtime.ApplyAsync(Evaluated());
        Assert.Equal(0.9, (await agent.ScrapeAsync()).Value("sla_evaluation_score", Golden));
    }

    [Fact]
    public async Task The_last_run_that_was_not_void_is_shown()
    {
        await using var agent = await StartAsync(Run(Now.AddHours(-30), 0.95), Run(Now.AddHours(-6), 0, "stopped"));
        Assert.Equal(0.95, (await agent.ScrapeAsync()).Value("sla_evaluation_score", Golden));
    }

    [Fact]
    public async Task The_interface_shows_the_objective_and_its_last_runs()
    {
        await using var agent = await StartAsync(Run(Now.AddHours(-54), 0.95), Run(Now.AddHours(-30), 0, "31 of 500 requests failed"), Run(Now.AddHours(-6), 0.9));
        var (_, agreement) = await agent.JsonAsync("/api/v1/slas/quality");
        var objective = agreement.GetProperty("objectives")[0];
        var accuracy = objective.GetProperty("accuracy");
        Assert.Equal(("at_risk", "accuracy", 2), (objective.GetProperty("status").GetString(), objective.GetProperty("indicator").GetString(), objective.GetProperty("events").GetInt32()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, objective.GetProperty("target").ValueKind);
        Assert.Equal(("recall", 0.9, 0.92, 495, "interval"), (
            accuracy.GetProperty("metric").GetString(), accuracy.GetProperty("score").GetDouble(), accuracy.GetProperty("goal").GetDouble(),
            accuracy.GetProperty("scored").GetInt32(), accuracy.GetProperty("decision").GetString()));

        var (status, verdict) = await agent.JsonAsync("/api/v1/verdict?sla=quality&objective=recall");
        Assert.Equal((HttpStatusCode.OK, "at_risk", false), (status, verdict.GetProperty("verdict").GetString(), verdict.GetProperty("ok").GetBoolean()));

        var (_, runs) = await agent.JsonAsync("/api/v1/services/one/evaluations?probe=golden&limit=2");
        Assert.Equal(2, runs.GetArrayLength());
        Assert.Equal((0.9, "31 of 500 requests failed"), (runs[0].GetProperty("scores")[0].GetProperty("value").GetDouble(), runs[1].GetProperty("void").GetString()));
        Assert.Equal(3, (await agent.JsonAsync("/api/v1/services/one/evaluations")).Body.GetArrayLength());
        Assert.Equal(0, (await agent.JsonAsync("/api/v1/services/one/evaluations?probe=(feedback)")).Body.GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await agent.JsonAsync("/api/v1/services/one/evaluations?probe=ready")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await agent.JsonAsync("/api/v1/services/one/evaluations?limit=51")).Status);
    }

    private static async Task<RunningAgent> StartAsync(params EvaluationRun[] runs)
    {
        var folder = new AgentFolder();
        using (var ledger = StateLedger.Open(new() { Folder = folder.State, MergeLatencies = SlotLatencies.Merge }, TimeProvider.System, NullLogger.Instance))
        {
            ledger.Enqueue(new() { Evaluations = runs });
            Assert.True(await ledger.FlushAsync());
        }

        var agent = await RunningAgent.StartAsync(null, folder);
        await agent.Server.Runtime.ApplyAsync(Evaluated());
        await Eventually.True(() => agent.Server.Runtime.State.Current is not null, "the first evaluation");
        return agent;
    }
}
