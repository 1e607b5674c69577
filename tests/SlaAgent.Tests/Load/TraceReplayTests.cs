using SlaAgent.Commands;
using SlaAgent.Configuration;
using SlaAgent.DemoServer;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Serving;
using SlaAgent.Hosting;
using SlaAgent.Load;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Load;

public sealed class TraceReplayTests
{
    private static readonly string Trace = Path.Combine(AppContext.BaseDirectory, "azure-llm-trace-2023-conv.csv");

    [Fact]
    public async Task Two_minutes_of_real_arrivals_are_replayed_and_counted_as_the_server_counted_them()
    {
        var options = new DemoServerOptions { Dialect = Dialect.Vllm, FirstTokenDelay = TimeSpan.Zero, TokenInterval = TimeSpan.Zero, MaxConnections = 2048 };
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), options: options, cancellationToken: TestContext.Current.CancellationToken);
        using var folder = new AgentFolder();
        folder.Write(Yaml(server.Address));
        var plan = LoadPlan.Of(ConfigurationSource.Load([folder.Config]).Configuration!).Single();
        var clock = new AgentClock(TimeProvider.System);
        var result = await plan.NewRun(clock.Now, clock, out _)!.RunAsync(TestContext.Current.CancellationToken);

        var intended = ArrivalTraceFile.Read(Trace, out _).Where(arrival => arrival.At < TimeSpan.FromMinutes(2)).ToList();
        await Eventually.True(() => server.Requests.Total == result.Succeeded, "the server has written down the last request");
        var served = server.Requests.Read();
        Assert.Null(result.Void);
        Assert.Equal((intended.Count, intended.Count, 0L, 0L), (result.Scheduled, result.Succeeded, result.Failed, result.NotSent));
        Assert.All(served, request => Assert.True(request.Outcome is ServedOutcome.Completed or ServedOutcome.CutShort));
        Assert.Equal(served.Sum(request => (long)request.OutputTokens), result.OutputTokens);
        Assert.Equal(served.Sum(request => (long)request.PromptTokens), result.PromptTokens);

        // The server's model may say less than it is allowed to; a prompt has a nonce of its own before it.
        Assert.True(served.Sum(request => (long)request.OutputTokens) <= intended.Sum(arrival => (long)arrival.OutputTokens!));
        Assert.True(served.Sum(request => (long)request.PromptTokens) >= intended.Sum(arrival => (long)arrival.PromptTokens!));
    }

    private static string Yaml(Uri server) => $$"""
        apiVersion: slaagent.io/v1
        kind: ModelService
        metadata: { name: chat }
        spec:
          server: vllm
          url: {{server.GetLeftPart(UriPartial.Authority)}}
          model: {{DemoModelServer.TextModelName}}
          probes:
            - name: capacity
              interval: 6h
              timeout: 60s
              load: { arrivals: trace, trace: "{{Trace}}", speed: 60, duration: 2s, maxInFlight: 1024, inference: { prompt: "Tell me of the sea.", stream: true } }
        """;
}
