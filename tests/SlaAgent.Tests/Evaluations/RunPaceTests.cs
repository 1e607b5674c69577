using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Evaluations;

namespace SlaAgent.Tests.Evaluations;

public sealed class RunPaceTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Requests_are_spaced_evenly_whoever_sends_them()
    {
        var pace = new RunPace(Rate.OfSeconds(4), _time);
        var sent = new List<TimeSpan>();
        var start = _time.GetTimestamp();
        Task[] waiting = [.. Enumerable.Range(0, 5).Select(_ => SendAsync())];
        for (var i = 0; i < 40; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(25));
        }

        await Task.WhenAll(waiting);
        Assert.Equal([0, 250, 500, 750, 1000], sent.Select(at => at.TotalMilliseconds));

        async Task SendAsync()
        {
            await pace.WaitAsync(TestContext.Current.CancellationToken);
            sent.Add(_time.GetElapsedTime(start));
        }
    }

    [Fact]
    public void A_server_that_was_slow_is_not_given_the_requests_it_missed_all_at_once()
    {
        var pace = new RunPace(Rate.OfSeconds(10), _time);
        Assert.True(pace.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.True(pace.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
        Assert.False(pace.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public void The_lateness_of_a_timer_is_made_up_for()
    {
        var pace = new RunPace(Rate.OfSeconds(10), _time);
        Assert.True(pace.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(110));
        Assert.True(pace.WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
        var third = pace.WaitAsync(TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromMilliseconds(90));

        Assert.True(third.IsCompleted);
    }

    [Fact]
    public void Without_a_rate_nothing_waits() => Assert.True(new RunPace(null, _time).WaitAsync(TestContext.Current.CancellationToken).IsCompleted);
}
