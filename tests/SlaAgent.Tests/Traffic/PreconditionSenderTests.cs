using Microsoft.Extensions.Logging.Abstractions;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Tests.Probing;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

/// <summary>What an agreement depends on, read over real sockets.</summary>
public sealed class PreconditionSenderTests
{
    private const string Page = "# TYPE available gauge\navailable{deployment=\"chat\"} 1\navailable{deployment=\"other\"} 5\n";

    private static Precondition Available(Uri? url) => new("replicas", MetricSource.Of("available").With("deployment", "chat"), url, 2, ProbeSetup.Ample);

    private static async Task<PreconditionSample> ReadAsync(ModelService service, Precondition precondition)
    {
        using var sender = new PreconditionSender(service, "gold", precondition, PreconditionSender.Reading("gold", precondition), TimeProvider.System, null, NullLogger.Instance);
        return (PreconditionSample)(await sender.SendAsync(new(TimeSpan.TicksPerSecond), TimeSpan.Zero, default, TestContext.Current.CancellationToken)).Sample!;
    }

    [Fact]
    public async Task The_value_on_the_page_is_read_as_labels_pick_it()
    {
        await using var page = FaultServer.Answering((connection, _) => connection.AnswerAsync(Page));
        var sample = await ReadAsync(TrafficSetup.Service(new("http://127.0.0.1:9")), Available(page.Url));
        Assert.Equal((1, null, "chat", "gold", "replicas"), (sample.Value, sample.Failure, sample.Service, sample.Agreement, sample.Precondition));
    }

    [Fact]
    public async Task Without_an_address_the_services_own_metrics_are_asked()
    {
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(Page));
        Assert.Equal(1, (await ReadAsync(TrafficSetup.Service(server.Url) with { Traffic = null }, Available(null))).Value);
        Assert.StartsWith("GET /metrics ", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other 3\n", "200 OK", "available{deployment=\"chat\"} is not there")]
    [InlineData("", "503 Busy", "status 503")]
    public async Task What_the_page_does_not_tell_is_not_known(string body, string status, string failure)
    {
        await using var page = FaultServer.Answering((connection, _) => connection.AnswerAsync(body, status));
        var sample = await ReadAsync(TrafficSetup.Service(new("http://127.0.0.1:9")), Available(page.Url));
        Assert.Equal((null, failure), (sample.Value, sample.Failure));
    }
}
