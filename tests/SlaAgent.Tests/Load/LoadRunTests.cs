using SlaAgent.Core.Load;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;
using SlaAgent.Hosting;
using SlaAgent.Load;

namespace SlaAgent.Tests.Load;

public sealed class LoadRunTests
{
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<HeldSender> _senders = [];
    private readonly List<Arrival> _asked = [];

    [Fact]
    public async Task Arrivals_do_not_wait_for_answers_and_those_beyond_the_bound_are_counted_as_not_sent()
    {
        var run = Run(new ConstantArrivals(1000, TimeSpan.FromMilliseconds(20)), maxInFlight: 5);
        var running = run.RunAsync(CancellationToken.None);
        await Eventually.True(() => run.Scheduled == 20 && Asked() == 5, "twenty arrivals, five of them sent");
        _released.SetResult();

        var result = await running;
        Assert.Equal((20, 5, 15), (result.Scheduled, result.Succeeded, result.NotSent));
        Assert.Null(result.Void);
        Assert.Equal(1000, result.OfferedRate, 1e-9);
    }

    [Fact]
    public async Task Each_connection_carries_one_request_at_a_time_and_is_closed_at_the_end()
    {
        _released.SetResult();
        var result = await Run(new PoissonArrivals(2000, TimeSpan.FromMilliseconds(200), new Random(3).NextDouble), maxInFlight: 8).RunAsync(CancellationToken.None);

        Assert.Equal(result.Scheduled, result.Succeeded + result.NotSent);
        Assert.InRange(_senders.Count, 1, 8);
        Assert.All(_senders, sender => Assert.False(sender.Overlapped));
        Assert.All(_senders, sender => Assert.True(sender.IsDisposed));
    }

    [Fact]
    public async Task A_trace_asks_for_its_lengths()
    {
        _released.SetResult();
        Arrival[] trace = [new(TimeSpan.Zero, 374, 44), new(TimeSpan.FromMilliseconds(30), 396, 109)];
        await Run(new TraceArrivals(trace, 10, TimeSpan.FromMinutes(1)), maxInFlight: 8).RunAsync(CancellationToken.None);

        Assert.Equal([(374, 44), (396, 109)], _asked.OrderBy(a => a.At).Select(a => (a.PromptTokens, a.OutputTokens)).ToList());
    }

    [Fact]
    public async Task A_run_that_is_given_up_ends_and_says_nothing()
    {
        using var stopping = new CancellationTokenSource();
        var running = Run(new ConstantArrivals(100, TimeSpan.FromHours(1)), maxInFlight: 4).RunAsync(stopping.Token);
        await Eventually.True(() => Asked() == 4, "four requests sent");
        await stopping.CancelAsync();

        var result = await running;
        Assert.Equal("the run was given up", result.Void);
        Assert.All(_senders, sender => Assert.True(sender.IsDisposed));
    }

    [Fact]
    public async Task A_mistake_of_ours_ends_the_run_with_what_it_was()
    {
        var run = Run(new ConstantArrivals(1000, TimeSpan.FromMilliseconds(5)), maxInFlight: 4);
        _released.SetException(new InvalidOperationException("ours"));

        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => run.RunAsync(CancellationToken.None));
        Assert.Equal("ours", thrown.Message);
    }

    private LoadRun Run(ArrivalProcess arrivals, int maxInFlight) => new(
        new LoadIdentity("chat", "capacity", new Instant(0)), arrivals, maxInFlight, NewSender, new LoadTally([]), new AgentClock(TimeProvider.System));

    private HeldSender NewSender()
    {
        lock (_senders)
        {
            _senders.Add(new HeldSender(_released.Task, Note));
            return _senders[^1];
        }
    }

    private void Note(Arrival arrival)
    {
        lock (_asked)
        {
            _asked.Add(arrival);
        }
    }

    private int Asked()
    {
        lock (_asked)
        {
            return _asked.Count;
        }
    }
}
