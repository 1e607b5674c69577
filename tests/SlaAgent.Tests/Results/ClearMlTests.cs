using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;
using SlaAgent.Tests.Probing;

namespace SlaAgent.Tests.Results;

public sealed class ClearMlTests : IAsyncLifetime
{
    private readonly FakeClearMl _clearMl = new();
    private readonly TemporaryFile _access = new(FakeClearMl.Access + "\n");
    private readonly TemporaryFile _secret = new(FakeClearMl.Secret + "\n");
    private TrackingServer _server = null!;

    private ResultSink.ClearMl Sink => new("clear", _server.Url, _access.Path, _secret.Path, "models (prod)");

    public async ValueTask InitializeAsync() => _server = await TrackingServer.StartAsync(_clearMl.Answer);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _access.Dispose();
        _secret.Dispose();
    }

    [Fact]
    public async Task A_result_becomes_a_completed_task_with_its_numbers_as_scalars()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await bench.NothingWaitsAsync();

        Assert.Equal("models (prod)", Assert.Single(_clearMl.Projects).Value);
        var task = Assert.Single(_clearMl.Tasks).Value;
        Assert.Equal(("tumours/golden/2026-09-01T03:00:00Z", "completed"), (task.Name, task.Status));
        Assert.Equal(["slaagent.run:tumours/golden/2026-09-01T03:00:00Z"], task.Tags);
        Assert.Equal((0.9375, 0.88, 285), (task.Events["sla/recall"], task.Events["sla/recall_lower"], task.Events["sla/examples"]));
        Assert.DoesNotContain("sla/precision", task.Events.Keys);
        Assert.Equal(("3", "no example was predicted positive"), (task.Parameters["slaagent/model_version"], task.Parameters["absent/precision"]));
    }

    [Fact]
    public async Task A_void_run_is_a_failed_task()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report(@void: "another version in the middle"));
        await bench.NothingWaitsAsync();

        Assert.Equal("failed", Assert.Single(_clearMl.Tasks).Value.Status);
    }

    [Fact]
    public async Task A_token_is_used_until_it_has_run_out_and_then_another_is_asked_for_without_a_failure()
    {
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report(0));
        await bench.TellAsync(ResultBench.Report(1));
        await bench.NothingWaitsAsync();
        Assert.Equal(1, _clearMl.Logins);
        _clearMl.ExpireTokens();
        await bench.TellAsync(ResultBench.Report(2));
        await bench.NothingWaitsAsync();

        Assert.Equal(102, _clearMl.Logins);
        Assert.Equal((0, 3), (bench.Delivery.Count("clear", NotificationCounts.Failure), bench.Delivery.Count("clear", NotificationCounts.Success)));
    }

    [Theory]
    [InlineData("projects.create")]
    [InlineData("tasks.create")]
    [InlineData("tasks.started")]
    [InlineData("events.add_batch")]
    [InlineData("tasks.completed")]
    public async Task A_sequence_that_is_cut_off_after_any_step_is_gone_on_with_and_nothing_is_there_twice(string step)
    {
        var cut = false;
        _server.LosesAnswer = request => request.Path.EndsWith(step, StringComparison.Ordinal) && !cut && (cut = true);
        await using var bench = await new ResultBench(Sink).StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await bench.NothingWaitsAsync();

        Assert.True(cut);
        Assert.Single(_clearMl.Projects);
        var task = Assert.Single(_clearMl.Tasks).Value;
        Assert.Equal(("completed", 0.9375), (task.Status, task.Events["sla/recall"]));
    }

    [Fact]
    public async Task Keys_that_are_refused_wait_for_people_and_are_in_no_log()
    {
        await File.WriteAllTextAsync(_secret.Path, "canary-old", TestContext.Current.CancellationToken);
        var log = new RecordedLog();
        await using var bench = await new ResultBench(Sink) { Log = log }.StartAsync();

        await bench.TellAsync(ResultBench.Report());
        await Eventually.True(() => log.Entries.Any(line => line.Contains("refuses this agent (v2.13/auth.login: status 401: invalid credentials)", StringComparison.Ordinal)), "the refusal");
        await File.WriteAllTextAsync(_secret.Path, FakeClearMl.Secret, TestContext.Current.CancellationToken);
        await bench.NothingWaitsAsync();

        Assert.Equal("completed", Assert.Single(_clearMl.Tasks).Value.Status);
        Assert.DoesNotContain(log.Entries, line => line.Contains("canary", StringComparison.Ordinal));
    }
}
