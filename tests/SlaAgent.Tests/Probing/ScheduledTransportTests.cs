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
        var channel = Channel.CreateBounded<ProbeResult>(1000);
        using var scheduler = new ProbeScheduler(
            new AgentClock(TimeProvider.System),
            channel.Writer,
            (s, p) => new ProbeTransport(s, p, new PlainExchange(), TimeProvider.System),
            NullLogger<ProbeScheduler>.Instance);

        scheduler.Apply([ProbeSetup.Service(server.Url) with { Probes = [probe] }]);
        var results = new List<ProbeResult>();
        while (results.Count(r => r.Outcome == Outcome.Success) < 5)
        {
            results.Add(await channel.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        await scheduler.StopAsync();

        Assert.Equal(0, scheduler.InFlight);
        Assert.Equal(results.Count, results.Select(r => r.ScheduledAt).Distinct().Count());
        Assert.All(results, r => Assert.Equal(0, (r.ScheduledAt - results[0].ScheduledAt).Ticks % probe.Interval.Ticks));
        Assert.All(results, r => Assert.True(r.ScheduleDelay >= TimeSpan.Zero));
    }
}
