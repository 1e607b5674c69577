using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Hosting;
using SlaAgent.Tests.Probing;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

/// <summary>The schedule of readings, over real sockets.</summary>
public sealed class TrafficScraperTests : IDisposable
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Sample> _samples = Channel.CreateUnbounded<Sample>();
    private readonly TrafficScraper _scraper;
    private long _requests;

    public TrafficScraperTests() => _scraper = new TrafficScraper(new AgentClock(TimeProvider.System), _samples.Writer, NullLoggerFactory.Instance);

    public void Dispose() => _scraper.Dispose();

    [Fact]
    public async Task Every_request_between_the_first_and_the_last_reading_is_counted_once()
    {
        await using var server = Server();
        _scraper.Apply([TrafficSetup.Service(server.Url, Often)]);
        var samples = (await TakeAsync(8)).Where(sample => sample.Failure is null).ToList();
        Assert.All(samples.Skip(1).Zip(samples), pair => Assert.Equal(pair.Second.To, pair.First.From));
        Assert.Equal(samples[^1].Running - samples[0].Running, samples.Sum(sample => sample.Good ?? 0));
        await _scraper.StopAsync();
        Assert.True(_scraper.CountsOf("chat").Successes >= samples.Count);
    }

    [Fact]
    public async Task A_reload_that_changes_nothing_of_the_reading_goes_on_and_one_that_does_begins_anew()
    {
        await using var server = Server();
        var service = TrafficSetup.Service(server.Url, Often);
        _scraper.Apply([service]);
        await TakeAsync(2);
        var probe = new Probe("chat", Often, Often, new ProbeRequest.Inference { Prompt = "hi" });
        _scraper.Apply([service with { Labels = LabelSet.From([new("a", "b")]), Probes = [probe] }]);
        var probed = await UntilAsync(sample => sample.HoldsProbes && sample.Failure is null);
        Assert.True(probed.From < probed.To);
        _scraper.Apply([service with { Traffic = service.Traffic! with { Selector = LabelSet.From([new("model_name", "m")]) } }]);
        var anew = await UntilAsync(sample => !sample.HoldsProbes && sample.Failure is null && sample.From == sample.To);
        Assert.Null(anew.Good);
    }

    [Fact]
    public async Task A_service_that_is_taken_away_is_read_no_more()
    {
        await using var server = Server();
        _scraper.Apply([TrafficSetup.Service(server.Url, Often)]);
        await TakeAsync(2);
        _scraper.Apply([TrafficSetup.Service(server.Url, Often) with { Traffic = null }, TrafficSetup.Service(server.Url, Often) with { Name = "b", Server = "http" }]);
        await _scraper.StopAsync();
        while (_samples.Reader.TryRead(out _))
        {
        }

        Assert.Equal(0, _scraper.CountsOf("chat").Successes);
        Assert.Equal(0, _scraper.CountsOf("b").Successes + _scraper.CountsOf("b").Failures);
    }

    [Fact]
    public async Task A_server_that_hangs_fails_every_reading_and_is_read_again_when_it_answers()
    {
        var hangs = true;
        await using var server = FaultServer.Answering(async (connection, _) =>
        {
            if (Volatile.Read(ref hangs))
            {
                await connection.WaitForCloseAsync();
                return;
            }

            await connection.AnswerAsync(TrafficSetup.Page(Interlocked.Increment(ref _requests)));
        });
        _scraper.Apply([TrafficSetup.Service(server.Url, Often)]);
        await UntilAsync(sample => sample.Failure == "no byte of an answer within 100 ms");
        await UntilAsync(sample => sample.Failure == "no byte of an answer within 100 ms");
        Volatile.Write(ref hangs, false);
        await UntilAsync(sample => sample.Good == 1);
    }

    [Fact]
    public void A_reading_that_did_not_take_place_is_one_that_failed()
    {
        var channel = new TrafficChannel(_samples.Writer, _scraper.CountsOf);
        Assert.True(channel.TryWrite(new ProbeResult
        {
            Service = "chat", Probe = "traffic", ScheduledAt = new(5), ScheduleDelay = Often, Interval = Often, Outcome = Outcome.Skipped, Detail = "too late",
        }));
        Assert.True(_samples.Reader.TryRead(out var sample));
        Assert.Equal(new TrafficSample { Service = "chat", From = new(5), To = new(5), Failure = "too late" }, sample);
        Assert.Equal((1, 0), (_scraper.CountsOf("chat").Skipped, _scraper.CountsOf("chat").Failures));
    }

    [Fact]
    public async Task How_many_requests_wait_is_known_from_the_last_reading_and_believed_for_three()
    {
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(TrafficSetup.Page(1) + "sglang:num_queue_reqs 7\n"));
        var time = new FakeTimeProvider();
        var clock = new AgentClock(time);
        using var scraper = new TrafficScraper(clock, _samples.Writer, NullLoggerFactory.Instance);
        var interval = TimeSpan.FromSeconds(10);
        Assert.Null(scraper.WaitingIn("chat"));
        scraper.Apply([TrafficSetup.Service(server.Url, interval)]);
        time.Advance(interval);
        await TakeAsync(1);

        Assert.Equal(7, scraper.WaitingIn("chat"));
        Assert.Null(scraper.WaitingIn("other"));
        await scraper.StopAsync();
        time.Advance(interval * 2);
        Assert.Equal(7, scraper.WaitingIn("chat"));
        time.Advance(interval * 2);
        Assert.Null(scraper.WaitingIn("chat"));
    }

    private FaultServer Server() => FaultServer.Answering((connection, _) => AnswerAsync(connection));

    /// <summary>A page whose count, which grows by one each time, can be seen beside it.</summary>
    private Task AnswerAsync(FaultConnection connection)
    {
        var count = Interlocked.Increment(ref _requests);
        return connection.AnswerAsync(TrafficSetup.Page(count) + $"sglang:num_running_reqs {count}\n");
    }

    private async Task<List<TrafficSample>> TakeAsync(int count)
    {
        var samples = new List<TrafficSample>();
        while (samples.Count < count)
        {
            samples.Add((TrafficSample)await _samples.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }

        return samples;
    }

    private async Task<TrafficSample> UntilAsync(Func<TrafficSample, bool> condition)
    {
        while (true)
        {
            var sample = (TrafficSample)await _samples.Reader.ReadAsync(TestContext.Current.CancellationToken);
            if (condition(sample))
            {
                return sample;
            }
        }
    }
}
