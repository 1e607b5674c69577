using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class ScrapeDuringReloadTests
{
    [Fact]
    public async Task Every_scrape_during_reloads_is_whole()
    {
        await using var agent = await RunningAgent.StartAsync(Documents.Many(services: 5, probes: 2, objectives: 2));
        using var done = new CancellationTokenSource();
        var scrapes = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var texts = new List<string>();
            while (!done.IsCancellationRequested)
            {
                texts.Add(await agent.Http.GetStringAsync(new Uri(agent.Server.Address, "/metrics")));
            }

            return texts;
        })).ToList();
        for (var i = 0; i < 10; i++)
        {
            Assert.True((await agent.ReloadAsync(Documents.Many(services: i % 2 == 0 ? 20 : 5, probes: 2, objectives: 2))).Applied);
        }

        await done.CancelAsync();
        foreach (var text in (await Task.WhenAll(scrapes)).SelectMany(texts => texts))
        {
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
            Assert.Contains("sla_agent_build_info{", text, StringComparison.Ordinal);
            Assert.Contains("sla_probe_results_total{", text, StringComparison.Ordinal);
            var families = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).ToList();
            Assert.Equal(families.Distinct(StringComparer.Ordinal), families);
        }
    }
}
