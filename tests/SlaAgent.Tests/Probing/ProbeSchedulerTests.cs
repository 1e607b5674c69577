using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

public sealed class ProbeSchedulerTests
{
    [Fact]
    public async Task Starts_keep_their_rate_without_drift()
    {
        using var fixture = new SchedulerFixture();
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));

        var results = await fixture.StepAsync(50, 1);

        for (var i = 1; i < results.Count; i++)
        {
            Assert.Equal(TimeSpan.FromSeconds(1), results[i].ScheduledAt - results[i - 1].ScheduledAt);
        }

        Assert.All(results, r => Assert.Equal(Outcome.Success, r.Outcome));
    }

    [Fact]
    public async Task How_late_a_probe_started_is_said_and_moves_no_later_start()
    {
        using var fixture = new SchedulerFixture();
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        var first = (await fixture.StepAsync(1, 1))[0];
        var late = TimeSpan.FromMilliseconds(700);

        fixture.Advance((first.ScheduledAt + TimeSpan.FromSeconds(1) + late - fixture.Clock.Now).TotalSeconds);
        var second = (await fixture.TakeAsync(1))[0];
        await SchedulerFixture.UntilAsync(() => fixture.Scheduler.InFlight == 0);
        var third = (await fixture.StepAsync(1, 1))[0];

        Assert.Equal(first.ScheduledAt + TimeSpan.FromSeconds(1), second.ScheduledAt);
        Assert.Equal(late, second.ScheduleDelay);
        Assert.Equal(second.ScheduledAt + TimeSpan.FromSeconds(1), third.ScheduledAt);
    }

    [Fact]
    public async Task A_probe_that_still_runs_when_it_is_due_again_is_skipped_and_never_overlaps()
    {
        using var fixture = new SchedulerFixture { Hold = new TaskCompletionSource() };
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        fixture.Advance(1);
        var sender = fixture.Senders.Single();
        await SchedulerFixture.UntilAsync(() => sender.Starts.Count == 1);

        fixture.Advance(1);
        fixture.Advance(1);
        var skipped = (await fixture.TakeAsync(1))[0];
        sender.Hold!.SetResult();
        var done = await fixture.TakeAsync(2);

        Assert.Equal(Outcome.Skipped, skipped.Outcome);
        Assert.All(done, r => Assert.Equal(Outcome.Success, r.Outcome));
        Assert.Equal(done[0].ScheduledAt + TimeSpan.FromSeconds(1), skipped.ScheduledAt);
        Assert.Equal(done[0].ScheduledAt + TimeSpan.FromSeconds(2), done[1].ScheduledAt);
        Assert.False(sender.Overlapped);
    }

    [Fact]
    public async Task A_probe_that_ends_a_little_after_the_next_is_due_costs_no_probe()
    {
        using var fixture = new SchedulerFixture { Hold = new TaskCompletionSource() };
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        var offset = Offset("ready");
        fixture.Time.Advance(offset);
        await SchedulerFixture.UntilAsync(() => fixture.Senders.Single().Starts.Count == 1);

        fixture.Advance(1.01);
        fixture.Senders.Single().Hold!.SetResult();
        var results = await fixture.TakeAsync(2);

        Assert.All(results, r => Assert.Equal(Outcome.Success, r.Outcome));
        Assert.Equal(TimeSpan.FromSeconds(1), results[1].ScheduledAt - results[0].ScheduledAt);
        Assert.Equal(TimeSpan.FromMilliseconds(10), results[1].ScheduleDelay);
    }

    [Fact]
    public async Task A_hanging_server_and_a_healthy_one_get_the_same_number_of_probes()
    {
        using var fixture = new SchedulerFixture { Hold = new TaskCompletionSource() };
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        fixture.Advance(1);
        await SchedulerFixture.UntilAsync(() => fixture.Senders.Single().Starts.Count == 1);
        for (var i = 0; i < 59; i++)
        {
            fixture.Advance(1);
        }

        fixture.Senders.Single().Hold!.SetResult();
        var results = await fixture.TakeAsync(60);

        Assert.Equal(60, results.Select(r => r.ScheduledAt).Distinct().Count());
        Assert.False(fixture.HasMoreResults);
    }

    [Fact]
    public async Task Starts_missed_in_a_standstill_are_each_skipped_once()
    {
        using var fixture = new SchedulerFixture();
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        var first = (await fixture.StepAsync(1, 1))[0];

        fixture.Advance(100);
        var results = await fixture.TakeAsync(100);

        var byTime = results.OrderBy(r => r.ScheduledAt).ToList();
        for (var i = 0; i < byTime.Count; i++)
        {
            Assert.Equal(first.ScheduledAt + TimeSpan.FromSeconds(i + 1), byTime[i].ScheduledAt);
        }

        Assert.Equal(99, results.Count(r => r.Outcome == Outcome.Skipped));
        Assert.Equal(0, fixture.Scheduler.MissedBeyondBound);
        Assert.False(fixture.HasMoreResults);
    }

    [Fact]
    public async Task A_very_long_standstill_is_reported_up_to_a_bound_and_the_rest_counted()
    {
        using var fixture = new SchedulerFixture();
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        await fixture.StepAsync(1, 1);

        fixture.Advance(25_000);
        await fixture.TakeAsync(10_001);

        Assert.Equal(14_999, fixture.Scheduler.MissedBeyondBound);
        Assert.False(fixture.HasMoreResults);
    }

    [Fact]
    public async Task Ten_thousand_probes_start_spread_over_their_interval_each_once()
    {
        using var fixture = new SchedulerFixture();
        var service = SchedulerFixture.Service([.. Enumerable.Range(0, 10_000).Select(i => SchedulerFixture.Probe($"p{i}"))]);
        var start = fixture.Clock.Now;
        fixture.Apply(service);

        fixture.Advance(1);
        var results = await fixture.TakeAsync(10_000);

        Assert.Equal(10_000, results.Select(r => r.Probe).Distinct().Count());
        Assert.All(results, r => Assert.Equal(Outcome.Success, r.Outcome));
        var tenths = results.CountBy(r => (r.ScheduledAt - start).Ticks / TimeSpan.FromMilliseconds(100).Ticks).ToList();
        Assert.Equal(10, tenths.Count);
        Assert.All(tenths, t => Assert.InRange(t.Value, 800, 1200));
        Assert.Equal(0, fixture.Scheduler.ResultsDropped);
    }

    [Fact]
    public async Task A_full_channel_drops_results_counted_and_holds_no_probe_up()
    {
        using var fixture = new SchedulerFixture(capacity: 1);
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));

        for (var i = 0; i < 5; i++)
        {
            fixture.Advance(1);
            await SchedulerFixture.UntilAsync(() => fixture.Senders.Single().Starts.Count == i + 1 && fixture.Scheduler.InFlight == 0);
        }

        Assert.Equal(4, fixture.Scheduler.ResultsDropped);
    }

    [Fact]
    public async Task A_reload_leaves_unchanged_probes_their_times_and_senders()
    {
        using var fixture = new SchedulerFixture();
        var service = SchedulerFixture.Service(SchedulerFixture.Probe("ready"), SchedulerFixture.Probe("old"));
        fixture.Apply(service);
        fixture.Advance(1);
        var before = (await fixture.TakeAsync(2)).Single(r => r.Probe == "ready");
        var kept = fixture.Senders.First();

        fixture.Apply(service with
        {
            Labels = LabelSet.From([new("team", "nlp")]),
            Probes = [SchedulerFixture.Probe("ready"), SchedulerFixture.Probe("new")],
        });
        fixture.Advance(1);
        var after = (await fixture.TakeAsync(2)).Single(r => r.Probe == "ready");

        Assert.Equal(before.ScheduledAt + TimeSpan.FromSeconds(1), after.ScheduledAt);
        Assert.Equal(3, fixture.Senders.Count);
        Assert.Equal(2, kept.Starts.Count);
        Assert.Equal([0, 1, 0], fixture.Senders.Select(s => s.Disposed));
    }

    [Fact]
    public async Task A_reload_gives_a_service_with_another_address_a_new_sender_on_the_old_times()
    {
        using var fixture = new SchedulerFixture();
        var service = SchedulerFixture.Service(SchedulerFixture.Probe("ready"));
        fixture.Apply(service);
        var before = (await fixture.StepAsync(1, 1))[0];

        fixture.Apply(service with { Url = new Uri("http://127.0.0.1:2") });
        var after = (await fixture.StepAsync(1, 1))[0];

        Assert.Equal(before.ScheduledAt + TimeSpan.FromSeconds(1), after.ScheduledAt);
        Assert.Equal([1, 0], fixture.Senders.Select(s => s.Disposed));
    }

    [Fact]
    public async Task A_probe_removed_while_it_runs_is_given_up_without_a_result()
    {
        using var fixture = new SchedulerFixture { Hold = new TaskCompletionSource() };
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("ready")));
        fixture.Advance(1);
        await SchedulerFixture.UntilAsync(() => fixture.Scheduler.InFlight == 1);

        fixture.Apply();
        await SchedulerFixture.UntilAsync(() => fixture.Scheduler.InFlight == 0);
        fixture.Advance(5);

        Assert.False(fixture.HasMoreResults);
        Assert.Equal(1, fixture.Senders.Single().Disposed);
    }

    [Fact]
    public async Task Shutdown_gives_running_probes_up_and_starts_no_more()
    {
        using var fixture = new SchedulerFixture { Hold = new TaskCompletionSource() };
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("a"), SchedulerFixture.Probe("b")));
        fixture.Advance(1);
        await SchedulerFixture.UntilAsync(() => fixture.Scheduler.InFlight == 2);

        await fixture.Scheduler.StopAsync();
        fixture.Advance(5);
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("c")));

        Assert.Equal(0, fixture.Scheduler.InFlight);
        Assert.False(fixture.HasMoreResults);
        Assert.Equal(2, fixture.Senders.Count);
    }

    private static TimeSpan Offset(string probe) => ProbeSchedule.Offset("chat", probe, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task What_breaks_in_the_agent_is_said_once_a_minute_with_how_often_it_was()
    {
        using var fixture = new SchedulerFixture { Mistake = new InvalidOperationException("a bug") };
        fixture.Apply(SchedulerFixture.Service(SchedulerFixture.Probe("a")));

        var results = await fixture.StepAsync(61, 1);

        Assert.All(results, r => Assert.Equal(Outcome.AgentError, r.Outcome));
        Assert.Collection(
            fixture.Log.Entries,
            first => Assert.Contains("as were 0 probes", first, StringComparison.Ordinal),
            second => Assert.Contains("as were 59 probes", second, StringComparison.Ordinal));
        Assert.All(fixture.Log.Entries, entry => Assert.Contains("a bug", entry, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_a_sender_cannot_be_made_the_schedule_stays_and_the_senders_already_made_are_closed()
    {
        using var fixture = new SchedulerFixture();
        var before = SchedulerFixture.Service(SchedulerFixture.Probe("a"));
        fixture.Apply(before);
        fixture.Unmakeable = "third";

        Assert.Throws<ArgumentException>(() => fixture.Apply(before, before with { Name = "second" }, before with { Name = "third" }));

        Assert.Equal([0, 1], fixture.Senders.Select(s => s.Disposed));
        Assert.All(await fixture.StepAsync(3, 1), r => Assert.Equal(("chat", Outcome.Success), (r.Service, r.Outcome)));
    }
}
