using System.Diagnostics.Metrics;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Telemetry;

[Collection("agent in this process")]
public sealed class ReloadedMetricsTests
{
    private const string Total = "sla_probe_duration_seconds";

    [Fact]
    public async Task No_scrape_during_reloads_shows_a_series_twice_or_one_of_an_older_configuration()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, 0));
        var reloads = 0;
        using var ending = new CancellationTokenSource();
        var scrapers = Enumerable.Range(0, 4).Select(_ => Task.Run(() => ScrapeAsync(agent, () => Volatile.Read(ref reloads), ending.Token))).ToArray();
        for (var i = 1; i <= 12; i++)
        {
            Assert.True((await agent.ReloadAsync(Yaml(server.Url, i))).Applied);
            Volatile.Write(ref reloads, i);
            await MetricsTests.UntilAsync(agent, s => Thresholds(s).SequenceEqual([Threshold(i)]));
        }

        await ending.CancelAsync();
        var scrapes = await Task.WhenAll(scrapers);
        Assert.All(scrapes, s => Assert.True(s > 12, "scraped only " + s + " times"));
    }

    [Fact]
    public async Task Each_result_that_is_judged_is_recorded_however_often_the_histograms_are_made_anew()
    {
        await using var server = await FakeModelServer.StartAsync();
        using var recorded = new RecordedHistogram(Total, "chat");
        await using var agent = await RunningAgent.StartAsync(Yaml(server.Url, 0));
        for (var i = 1; i <= 12; i++)
        {
            var seen = recorded.Count;
            Assert.True((await agent.ReloadAsync(Yaml(server.Url, i))).Applied);
            await Eventually.True(() => recorded.Count > seen + 1, "results after the reload");
        }

        await agent.StopAsync();

        Assert.Equal(Events(agent), recorded.Count);
    }

    [Fact]
    public async Task Promtool_has_nothing_against_any_state_of_the_agent()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var agent = await RunningAgent.StartAsync(null);
        Assert.Equal("", await (await agent.ScrapeAsync()).PromtoolAsync());
        foreach (var yaml in new[] { Yaml(server.Url, 1), Yaml(server.Url, 2), Documents.Agent(), "nonsense", Yaml(server.Url, 3) })
        {
            await agent.ReloadAsync(yaml);
            Assert.Equal("", await (await agent.ScrapeAsync()).PromtoolAsync());
            var results = await MetricsTests.UntilAsync(agent, s => s.Of("sla_service_up").Count == 0 || s.Of(Total + "_count", ("probe", "chat")).Count > 0);
            Assert.Equal("", await results.PromtoolAsync());
        }
    }

    private static double Threshold(int i) => (i + 100) / 1000d;

    /// <summary>The thresholds among the bucket bounds; each reload has another.</summary>
    private static double[] Thresholds(Scrape scrape) =>
        [.. scrape.Of(Total + "_bucket", ("probe", "chat"))
            .Select(s => double.Parse(s.Labels["le"].Replace("+Inf", "NaN", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture))
            .Where(le => le is > 0.1 and < 0.2)
            .Distinct()];

    private static async Task<int> ScrapeAsync(RunningAgent agent, Func<int> reloads, CancellationToken ending)
    {
        var count = 0;
        for (; !ending.IsCancellationRequested; count++)
        {
            var oldest = reloads();
            var scrape = await agent.ScrapeAsync();
            var shown = Thresholds(scrape);
            Assert.True(shown.Length <= 1, "of two configurations: " + string.Join(' ', shown));
            Assert.All(shown, threshold => Assert.InRange(threshold, Threshold(oldest), Threshold(reloads() + 1)));
            Assert.True(scrape.Of("sla_service_up", ("service", "chat")).Count == 1, "a gap:\n" + scrape.Text);
        }

        return count;
    }

    private static long Events(RunningAgent agent) =>
        agent.Server.Runtime.State.Current!.Snapshot.Agreements.Single(a => a.Name == "kept-sla").Objectives.Single().TotalEvents;

    private static string Yaml(Uri url, int i) =>
        Documents.Service("chat", url, "    - { name: chat, interval: 50ms, timeout: 50ms, inference: { prompt: hi, maxTokens: 2, stream: true } }").Replace("server: http", "server: openai", StringComparison.Ordinal)
        + Documents.Agreement("changed-sla", "chat", Documents.Fast("total", FormattableString.Invariant($"{i + 100}ms"), "chat"))
        + Documents.Agreement("kept-sla", "chat", Documents.Available(probe: "chat"))
        + (i % 2 == 0 ? Documents.Service("even", Documents.Nobody) : "")
        + Documents.Agent();

    /// <summary>Counts what is recorded in a histogram by all meters that have it, one after the other.</summary>
    private sealed class RecordedHistogram : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public RecordedHistogram(string name, string probe)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag is { Key: "probe", Value: string value } && value == probe)
                    {
                        Interlocked.Increment(ref _count);
                    }
                }
            });
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
