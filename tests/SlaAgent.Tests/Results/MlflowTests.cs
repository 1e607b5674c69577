using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Results;

public sealed class MlflowTests : IAsyncLifetime
{
    private readonly FakeMlflow _mlflow = new();
    private TrackingServer _server = null!;

    private ResultSink.Mlflow Sink => new("tracking", _server.Url, "model quality/ä");

    public async ValueTask InitializeAsync() => _server = await TrackingServer.StartAsync(_mlflow.Answer);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_result_becomes_a_finished_run_in_an_experiment_that_is_made_for_it()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await bench.NothingWaitsAsync();

        Assert.Equal("model quality/ä", Assert.Single(_mlflow.Experiments).Value.Name);
        var run = Assert.Single(_mlflow.Runs).Value;
        Assert.Equal(("tumours/golden/2026-09-01T03:00:00Z", "FINISHED"), (run.Name, run.Status));
        Assert.Equal((ResultBench.Night.ToUnixTimeMilliseconds(), ResultBench.Night.AddSeconds(90).ToUnixTimeMilliseconds()), (run.Start, run.End));
        Assert.Equal((0.9375, 0.88, 0.97, 0.85, 0.98), (run.Metric("recall"), run.Metric("recall_lower"), run.Metric("recall_upper"), run.Metric("recall_lower_99"), run.Metric("recall_upper_99")));
        Assert.Equal((285, 280, 5, 0, 0.125), (run.Metric("examples"), run.Metric("scored"), run.Metric("failed"), run.Metric("unknown"), run.Metric("drift_psi")));
        Assert.Equal(("tumours", "golden", "3", "6b86b273ff34"), (run.Params["service"], run.Params["probe"], run.Params["model_version"], run.Params["data_set_sha256"]));
        Assert.Equal(1, bench.Delivery.Count("tracking", NotificationCounts.Success));
    }

    [Fact]
    public async Task What_is_no_number_is_left_out_and_its_reason_is_a_tag()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await bench.NothingWaitsAsync();

        var run = Assert.Single(_mlflow.Runs).Value;
        Assert.DoesNotContain(run.Metrics, metric => metric.Key is "precision" or "log_loss" or "drift_jensen_shannon");
        Assert.Equal(("no example was predicted positive", "not defined"), (run.Tags["slaagent.absent.precision"], run.Tags["slaagent.absent.log_loss"]));
    }

    [Fact]
    public async Task A_void_run_is_a_failed_one_with_its_reason()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report(@void: "too many failed requests: 30 of 285"));
        await bench.NothingWaitsAsync();

        var run = Assert.Single(_mlflow.Runs).Value;
        Assert.Equal(("FAILED", "too many failed requests: 30 of 285"), (run.Status, run.Tags["slaagent.void"]));
        Assert.Null(run.Metric("recall"));
    }

    [Theory]
    [InlineData("experiments/create")]
    [InlineData("runs/create")]
    [InlineData("runs/log-batch")]
    [InlineData("runs/update")]
    public async Task A_sequence_that_is_cut_off_after_any_step_is_gone_on_with_and_nothing_is_there_twice(string step)
    {
        var cut = false;
        _server.LosesAnswer = request => request.Path.EndsWith(step, StringComparison.Ordinal) && !cut && (cut = true);
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await bench.NothingWaitsAsync();

        Assert.True(cut);
        Assert.Single(_mlflow.Experiments);
        var run = Assert.Single(_mlflow.Runs).Value;
        Assert.Equal("FINISHED", run.Status);
        Assert.Single(run.Metrics, metric => metric.Key == "recall");
        Assert.Equal((1, 1), (bench.Delivery.Count("tracking", NotificationCounts.Failure), bench.Delivery.Count("tracking", NotificationCounts.Success)));
    }

    [Fact]
    public async Task Results_wait_for_a_server_that_is_away_and_come_in_order_after_a_restart_of_the_agent()
    {
        await _server.StopAsync();
        await using var bench = await new ResultBench(Sink).StartAsync();
        foreach (var night in new[] { 2, 0, 1 })
        {
            await bench.TellAsync(ResultBench.Report(night));
        }

        await Eventually.True(() => bench.Delivery.Count("tracking", NotificationCounts.Failure) > 1, "attempts");
        Assert.Equal((3, ResultBench.Night), bench.Delivery.Backlog("tracking"));
        await bench.StopAsync();
        await _server.ListenAgainAsync();
        await bench.StartAsync();
        await bench.NothingWaitsAsync();

        Assert.Equal([0, 1, 2], _server.Requests.Where(r => r.Path.EndsWith("runs/create", StringComparison.Ordinal)).Select(r => (int)(DateTimeOffset.FromUnixTimeMilliseconds(r.Body.GetProperty("start_time").GetInt64()) - ResultBench.Night).TotalDays));
        Assert.All(_mlflow.Runs.Values, run => Assert.Equal("FINISHED", run.Status));
        await bench.StopAsync();
        await bench.StartAsync();
        Assert.Equal(0, bench.Delivery.Backlog("tracking").Entries);
    }

    [Fact]
    public async Task What_the_server_will_never_take_is_said_and_let_go_and_the_next_result_follows()
    {
        var log = new RecordedLog();
        _server.Before = request => request.Path.EndsWith("log-batch", StringComparison.Ordinal) && request.Text.Contains("\"scheduled_at\",\"value\":\"2026-09-01T03", StringComparison.Ordinal)
            ? new(400, """{"error_code":"INVALID_PARAMETER_VALUE","message":"no such metric"}""")
            : null;
        await using var bench = await new ResultBench(Sink) { Log = log }.StartAsync();

        await bench.TellAsync(ResultBench.Report(0));
        await bench.TellAsync(ResultBench.Report(1));
        await bench.NothingWaitsAsync();

        Assert.Equal((1, 1), (bench.Delivery.Count("tracking", NotificationCounts.Rejected), bench.Delivery.Count("tracking", NotificationCounts.Success)));
        Assert.Contains(log.Entries, line => line.Contains("tumours/golden/2026-09-01T03:00:00Z", StringComparison.Ordinal) && line.Contains("INVALID_PARAMETER_VALUE no such metric", StringComparison.Ordinal));
        Assert.Equal(["FAILED", "FINISHED"], _mlflow.Runs.Values.OrderBy(run => run.Start).Select(run => run.Status));
    }

    [Fact]
    public async Task An_experiment_that_is_deleted_waits_for_people()
    {
        _mlflow.Experiments["1"] = (Sink.Experiment, "deleted");
        var log = new RecordedLog();
        await using var bench = await new ResultBench(Sink) { Log = log }.StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await Eventually.True(() => log.Entries.Any(line => line.Contains("is deleted: restore it", StringComparison.Ordinal)), "what to do");
        _mlflow.Experiments["1"] = (Sink.Experiment, "active");
        await bench.NothingWaitsAsync();

        Assert.Equal("FINISHED", Assert.Single(_mlflow.Runs).Value.Status);
    }

    [Fact]
    public async Task Credentials_come_from_their_file_at_each_request_and_are_in_no_log()
    {
        using var token = new TemporaryFile("canary-wrong");
        _mlflow.Authorization = "Bearer canary-right";
        var log = new RecordedLog();
        await using var bench = await new ResultBench(Sink with { Auth = new Authentication.Bearer(token.Path) }) { Log = log }.StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await Eventually.True(() => log.Entries.Any(line => line.Contains("refuses this agent", StringComparison.Ordinal)), "the refusal");
        await File.WriteAllTextAsync(token.Path, "canary-right", TestContext.Current.CancellationToken);
        await bench.NothingWaitsAsync();

        Assert.All(_server.Requests.Skip(_server.Requests.Count - 4), request => Assert.Equal("Bearer canary-right", request.Authorization));
        Assert.DoesNotContain(log.Entries, line => line.Contains("canary", StringComparison.Ordinal));
    }
}
