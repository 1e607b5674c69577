using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>The schedule and the wire together, in real time.</summary>
public sealed class ScheduledTransportTests
{
    [Fact]
    public async Task Scheduled_probes_reach_the_server_once_each_over_a_kept_connection_until_shutdown()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        var probe = new Probe("ready", TimeSpan.FromMilliseconds(250), TimeSpan.FromMilliseconds(250), new ProbeRequest.Health(null));
        var channel = Channel.CreateBounded<Sample>(1000);
        using var scheduler = new ProbeScheduler(
            new AgentClock(TimeProvider.System),
            channel.Writer,
            (s, p) => new ProbeTransport(s, p, new PlainExchange(), TimeProvider.System),
            NullLogger<ProbeScheduler>.Instance);

        scheduler.Apply([ProbeSetup.Service(server.Url) with { Probes = [probe] }]);
        var results = new List<ProbeResult>();
        while (results.Count(r => r.Outcome == Outcome.Success) < 5)
        {
            results.Add((ProbeResult)await channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        await scheduler.StopAsync();

        Assert.Equal(0, scheduler.InFlight);
        Assert.Equal(results.Count, results.Select(r => r.ScheduledAt).Distinct().Count());
        Assert.All(results, r => Assert.Equal(0, (r.ScheduledAt - results[0].ScheduledAt).Ticks % probe.Interval.Ticks));
        Assert.All(results, r => Assert.True(r.ScheduleDelay >= TimeSpan.Zero));
    }

    [Fact]
    public async Task A_reload_keeps_the_connection_of_an_unchanged_probe_and_closes_that_of_a_removed_one()
    {
        var closed = new TaskCompletionSource();
        await using var kept = FaultServer.Answering((c, _) => c.AnswerAsync());
        await using var removed = new FaultServer(async c =>
        {
            try
            {
                while (await c.ReadRequestAsync() is not null)
                {
                    await c.AnswerAsync();
                }
            }
            finally
            {
                closed.TrySetResult();
            }
        });
        var probe = new Probe("ready", TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100), new ProbeRequest.Health(null));
        var channel = Channel.CreateBounded<Sample>(10_000);
        using var scheduler = new ProbeScheduler(
            new AgentClock(TimeProvider.System),
            channel.Writer,
            (s, p) => new ProbeTransport(s, p with { Timeout = ProbeSetup.Ample }, new PlainExchange(), TimeProvider.System),
            NullLogger<ProbeScheduler>.Instance);
        var staying = ProbeSetup.Service(kept.Url) with { Probes = [probe] };
        var leaving = ProbeSetup.Service(removed.Url) with { Name = "leaving", Probes = [probe] };

        scheduler.Apply([staying, leaving]);
        await AnsweredAsync(kept, 2);
        await AnsweredAsync(removed, 2);
        scheduler.Apply([staying with { Down = new() { After = 7 } }]);
        await closed.Task.WaitAsync(TestContext.Current.CancellationToken);
        await AnsweredAsync(kept, kept.Requests.Count + 2);
        await scheduler.StopAsync();

        Assert.Equal((1, 1), (kept.Connections, removed.Connections));
    }

    private static Task AnsweredAsync(FaultServer server, int requests) => SchedulerFixture.UntilAsync(() => server.Requests.Count >= requests);
}
