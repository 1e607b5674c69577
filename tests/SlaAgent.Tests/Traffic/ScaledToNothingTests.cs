using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Probing;
using SlaAgent.Tests.Probing;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

/// <summary>A service of which another page says whether it is scaled to nothing, over real sockets.</summary>
public sealed class ScaledToNothingTests
{
    private static readonly MetricSource Replicas = MetricSource.Of("replicas");

    private static Task AnswerAsync(FaultConnection connection, string value) => connection.AnswerAsync($"# TYPE replicas gauge\nreplicas {value}\n");

    private static ModelService Service(Uri url, Uri awake, string server = "sglang")
    {
        var service = TrafficSetup.Service(url);
        return service with { Server = server, Traffic = service.Traffic! with { Awake = new(Replicas, awake, ProbesAsleep.None) } };
    }

    [Fact]
    public async Task While_it_sleeps_its_own_metrics_are_not_asked_for_and_nothing_has_failed()
    {
        var replicas = "0";
        await using var page = FaultServer.Answering((connection, _) => AnswerAsync(connection, replicas));
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(TrafficSetup.Page(1)));
        var counts = new TrafficCounts();
        using var sender = TrafficSetup.Sender(Service(server.Url, page.Url), counts: counts);
        var asleep = await sender.ReadAsync();
        Assert.Equal((null, true, false, asleep.To), (asleep.Failure, asleep.IsSleeping, asleep.IsAwake, asleep.From));
        Assert.Equal((0, 1, 0), (server.Connections, counts.Successes, counts.Failures));

        replicas = "1";
        var awake = await sender.ReadAsync(16);
        Assert.Equal((null, false, true), (awake.Failure, awake.IsSleeping, awake.IsAwake));
        Assert.Equal((1, 2), (server.Connections, counts.Successes));
    }

    [Fact]
    public async Task Awake_and_unreadable_is_a_failed_reading_that_says_it_is_awake()
    {
        await using var page = FaultServer.Answering((connection, _) => AnswerAsync(connection, "2"));
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync("", "503 Busy"));
        using var sender = TrafficSetup.Sender(Service(server.Url, page.Url));
        var sample = await sender.ReadAsync();
        Assert.Equal(("status 503", false, true), (sample.Failure, sample.IsSleeping, sample.IsAwake));
    }

    [Fact]
    public async Task A_page_that_cannot_tell_has_failed_but_what_the_server_itself_says_holds()
    {
        await using var page = FaultServer.Answering((connection, _) => connection.AnswerAsync("# TYPE other gauge\nother 0\n"));
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(TrafficSetup.Page(1)));
        var (counts, log) = (new TrafficCounts(), new RecordedLog());
        using var sender = TrafficSetup.Sender(Service(server.Url, page.Url), counts: counts, log: log);
        var sample = await sender.ReadAsync();
        Assert.Equal((null, false, false), (sample.Failure, sample.IsSleeping, sample.IsAwake));
        Assert.Equal((0, 1), (counts.Successes, counts.Failures));
        Assert.Equal([$"traffic of chat cannot be read from {page.Url}: replicas is not there "], log.Entries);
    }

    [Fact]
    public async Task A_page_that_has_just_said_it_sleeps_and_cannot_tell_now_does_not_let_it_be_woken()
    {
        var answers = true;
        await using var page = FaultServer.Answering((connection, _) => answers ? AnswerAsync(connection, "0") : connection.AnswerAsync("", "500 Broken"));
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(TrafficSetup.Page(1)));
        using var sender = TrafficSetup.Sender(Service(server.Url, page.Url));
        Assert.True((await sender.ReadAsync()).IsSleeping);
        answers = false;
        var unknown = await sender.ReadAsync(16);
        Assert.Equal(("status 500", false), (unknown.Failure, unknown.IsSleeping));
        Assert.Equal(0, server.Connections);

        // What was said five minutes ago is believed no more.
        Assert.Null((await sender.ReadAsync(310)).Failure);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_of_which_nothing_else_is_known_is_asked_for_nothing_else()
    {
        await using var page = FaultServer.Answering((connection, _) => AnswerAsync(connection, "1"));
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync("", "404 Not Found"));
        using var sender = TrafficSetup.Sender(Service(server.Url, page.Url, "http"));
        var sample = await sender.ReadAsync();
        Assert.Equal((null, false, true, 0), (sample.Failure, sample.IsSleeping, sample.IsAwake, server.Connections));
    }

    [Fact]
    public async Task The_page_may_be_the_servers_own()
    {
        await using var server = FaultServer.Answering((connection, _) => AnswerAsync(connection, "0"));
        var service = Service(server.Url, server.Url, "http");
        using var sender = TrafficSetup.Sender(service with { Traffic = service.Traffic! with { Awake = new(Replicas, null, ProbesAsleep.None) } });
        Assert.True((await sender.ReadAsync()).IsSleeping);
        Assert.StartsWith("GET /metrics ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probes_are_not_sent_while_it_sleeps_and_say_why()
    {
        var replicas = "0";
        await using var page = FaultServer.Answering((connection, _) => AnswerAsync(connection, replicas));
        var samples = Channel.CreateUnbounded<Sample>();
        var clock = new AgentClock(TimeProvider.System);
        using var scraper = new TrafficScraper(clock, samples.Writer, NullLoggerFactory.Instance);
        var often = TimeSpan.FromMilliseconds(100);
        var probe = new Probe("chat", often, often, new ProbeRequest.Inference { Prompt = "hi" });
        var service = Service(new("http://127.0.0.1:1"), page.Url, "http") with { Probes = [probe] };
        service = service with { Traffic = service.Traffic! with { Interval = often } };
        Assert.Null(scraper.AsleepBecause("chat", isHealth: false));
        scraper.Apply([service]);
        var inner = new AnsweringSender("chat", probe, _ => (Outcome.Success, 200, null));
        using var sender = new WakeSparingSender("chat", probe, () => scraper.AsleepBecause("chat", isHealth: false), inner);

        await UntilAsync(samples.Reader, sample => sample.IsSleeping);
        var run = await sender.SendAsync(clock.Now, TimeSpan.Zero, default, TestContext.Current.CancellationToken);
        Assert.Equal(
            (Outcome.Skipped, true, false, "not sent: the service is scaled to nothing: replicas is 0"), (run.Result.Outcome, run.Result.LeftAsleep, run.Result.BackedOff, run.Result.Detail));
        Assert.Empty(inner.Asked);

        replicas = "1";
        await UntilAsync(samples.Reader, sample => sample.IsAwake);
        run = await sender.SendAsync(clock.Now, TimeSpan.Zero, default, TestContext.Current.CancellationToken);
        Assert.Equal((Outcome.Success, false), (run.Result.Outcome, run.Result.LeftAsleep));
        await scraper.StopAsync();
    }

    private static async Task UntilAsync(ChannelReader<Sample> samples, Func<TrafficSample, bool> condition)
    {
        while (!condition((TrafficSample)await samples.ReadAsync(TestContext.Current.CancellationToken)))
        {
        }
    }
}
