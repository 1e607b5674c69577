using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Evaluations;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Evaluations;

public sealed class RunBackOffTests
{
    private readonly FakeTimeProvider _time = new();
    private double? _waiting;

    [Fact]
    public void A_server_that_says_when_to_come_back_is_asked_then()
    {
        var backOff = New();
        backOff.Answered(Run(Outcome.Http429, TimeSpan.FromSeconds(7)));

        AssertWaits(backOff, 7);
    }

    [Fact]
    public void Without_that_it_is_given_twice_the_time_each_time_up_to_the_bound()
    {
        var backOff = New();
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            backOff.Answered(Run(Outcome.Http429));
            AssertWaits(backOff, seconds);
        }

        backOff.Answered(Run(Outcome.Success));
        backOff.Answered(Run(Outcome.Http429));
        AssertWaits(backOff, 1);
    }

    [Fact]
    public void A_failure_of_another_kind_is_no_reason_to_wait()
    {
        var backOff = New();
        backOff.Answered(Run(Outcome.Http5xx));

        Assert.True(backOff.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public void A_queue_that_is_too_long_is_waited_for_but_not_for_ever()
    {
        var backOff = New(queued: 3);
        _waiting = 4;
        AssertWaits(backOff, 30);

        var waits = backOff.WaitAsync(TestContext.Current.CancellationToken);
        _waiting = 3;
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(SpinWait.SpinUntil(() => waits.IsCompleted, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Whoever_does_not_want_it_is_not_held_back()
    {
        var backOff = new RunBackOff(new SaturationPolicy(false, TimeSpan.FromSeconds(30), 1), () => 9, _time);
        backOff.Answered(Run(Outcome.Http429));

        Assert.True(backOff.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    private void AssertWaits(RunBackOff backOff, int seconds)
    {
        var waits = backOff.WaitAsync(TestContext.Current.CancellationToken);
        for (var second = 1; second <= seconds; second++)
        {
            Assert.False(waits.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(SpinWait.SpinUntil(() => waits.IsCompleted, TimeSpan.FromSeconds(10)));
    }

    private RunBackOff New(int? queued = null) => new(new SaturationPolicy(true, TimeSpan.FromSeconds(30), queued), () => _waiting, _time);

    private static ProbeRun Run(Outcome outcome, TimeSpan? retryAfter = null) => new(
        new ProbeResult
        {
            Service = "s",
            Probe = "p",
            ScheduledAt = new Instant(0),
            ScheduleDelay = TimeSpan.Zero,
            Interval = TimeSpan.FromSeconds(1),
            Outcome = outcome,
        },
        null) { RetryAfter = retryAfter };
}
