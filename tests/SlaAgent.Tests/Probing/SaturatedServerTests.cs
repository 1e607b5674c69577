using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.DemoServer;
using SlaAgent.Hosting;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;
using SlaAgent.Tests.Probing.Http2;

namespace SlaAgent.Tests.Probing;

/// <summary>What a saturated server says, over real sockets.</summary>
public sealed class SaturatedServerTests
{
    private static readonly Probe Inference = new("ask", ProbeSetup.Ample, ProbeSetup.Ample, new ProbeRequest.Inference { Bodies = ["{}"], Path = "/ask" });

    [Theory]
    [InlineData("429 Too Many Requests", "Retry-After: 7\r\n", 7, Outcome.Http429)]
    [InlineData("503 Service Unavailable", "retry-after: 2\r\n", 2, Outcome.Http5xx)]
    [InlineData("503 Service Unavailable", "Date: Mon, 02 Mar 2026 15:00:10 GMT\r\nRetry-After: Mon, 02 Mar 2026 15:01:10 GMT\r\n", 60, Outcome.Http5xx)]
    [InlineData("429 Too Many Requests", "", null, Outcome.Http429)]
    [InlineData("429 Too Many Requests", "Retry-After: later\r\n", null, Outcome.Http429)]
    [InlineData("500 Internal Server Error", "Retry-After: 7\r\n", null, Outcome.Http5xx)]
    [InlineData("200 OK", "Retry-After: 7\r\n", null, Outcome.Success)]
    public async Task The_transport_hands_on_when_the_server_wants_to_be_asked_again(string status, string fields, int? seconds, Outcome outcome)
    {
        await using var server = Answering(status, fields);
        using var transport = Transport(server);

        var run = await transport.SendAsync();

        Assert.Equal(outcome, run.Result.Outcome);
        Assert.Equal(seconds, (int?)run.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData("8", "grpc-retry-pushback-ms", "2500", 2.5, Outcome.Http429)]
    [InlineData("8", "retry-after", "7", 7.0, Outcome.Http429)]
    [InlineData("14", "retry-after", "7", 7.0, Outcome.NotReady)]
    // google.rpc.Status { code: 8, details: [google.rpc.RetryInfo { retry_delay: 3 s }] }
    [InlineData("8", "grpc-status-details-bin", "CAgaMAoodHlwZS5nb29nbGVhcGlzLmNvbS9nb29nbGUucnBjLlJldHJ5SW5mbxIECgIIAw", 3.0, Outcome.Http429)]
    [InlineData("8", "x-other", "7", null, Outcome.Http429)]
    [InlineData("13", "retry-after", "7", null, Outcome.GrpcError)]
    [InlineData("5", "retry-after", "7", null, Outcome.Http4xx)]
    public async Task Over_gRPC_too_in_the_ways_that_it_has(string status, string field, string value, double? seconds, Outcome outcome)
    {
        await using var server = GrpcProbe.Answering(peer => peer.SendFieldsAsync(
            GrpcPeer.EndStream, (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", status), (field, value)));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var run = await transport.SendAsync();

        Assert.Equal(outcome, run.Result.Outcome);
        Assert.Equal(seconds, run.RetryAfter?.TotalSeconds);
    }

    [Fact]
    public async Task A_saturated_server_of_gRPC_is_left_alone_for_as_long_as_it_said()
    {
        await using var server = await DemoModelServer.StartAsync(new Uri("http://127.0.0.1:0"), cancellationToken: TestContext.Current.CancellationToken);
        server.Faults.Current = new() { Overload = 503, RetryAfterSeconds = 3600 };
        var clock = new AgentClock(TimeProvider.System);
        var service = ProbeSetup.Service(server.GrpcAddress) with { Server = "kserve-v2", Model = "iris", Saturation = new(true, TimeSpan.FromHours(1), null) };
        var probe = Inference with { Request = new ProbeRequest.Inference { Bodies = ["""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}"""] } };
        using var sender = BackingOffSender.Around(new ProbeTransport(service, probe, PresetCatalog.Prepare(service, probe), TimeProvider.System), service, probe, clock, () => null);
        var first = clock.Now;

        var asked = await sender.SendAsync(first, TimeSpan.Zero, default, TestContext.Current.CancellationToken);
        var held = await sender.SendAsync(first + TimeSpan.FromSeconds(1), TimeSpan.Zero, default, TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.GrpcError, false), (asked.Result.Outcome, asked.Result.BackedOff));
        Assert.True(held.Result.BackedOff);
        Assert.Equal(1, server.RequestsReceived);
    }

    [Fact]
    public async Task A_start_that_is_held_back_puts_nothing_on_the_wire()
    {
        await using var server = Answering("429 Too Many Requests", "Retry-After: 3600\r\n");
        var clock = new AgentClock(TimeProvider.System);
        var service = ProbeSetup.Service(server.Url) with { Saturation = new(true, TimeSpan.FromHours(1), null) };
        using var sender = BackingOffSender.Around(Transport(server), service, Inference, clock, () => null);
        var first = clock.Now;

        var results = new List<ProbeResult>();
        for (var i = 0; i < 12; i++)
        {
            var run = await sender.SendAsync(first + TimeSpan.FromSeconds(i), TimeSpan.Zero, default, TestContext.Current.CancellationToken);
            results.Add(run.Result);
        }

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal([Outcome.Http429, Outcome.Http429], results.Where(r => !r.BackedOff).Select(r => r.Outcome));
        Assert.Equal(10, results[^1].HeldBefore);
        Assert.All(results.Where(r => r.BackedOff), r => Assert.Equal("held back: the server said that it is saturated (http_429) and when to ask again", r.Detail));
    }

    private static FaultServer Answering(string status, string fields) => FaultServer.Answering(
        (connection, _) => connection.SendAsync($"HTTP/1.1 {status}\r\n{fields}Content-Length: 2\r\n\r\n{{}}"));

    private static ProbeTransport Transport(FaultServer server)
    {
        var service = ProbeSetup.Service(server.Url);
        return new(service, Inference, PresetCatalog.Prepare(service, Inference), TimeProvider.System);
    }
}
