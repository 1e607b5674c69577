using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Tests.Probing.Http2;

public sealed class GrpcHeadTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_call_carries_what_gRPC_asks_for_and_the_users_metadata_and_its_secret_is_shown_to_nobody()
    {
        await using var server = await CapturingServer.StartAsync();
        using var token = new TemporaryFile("t0ps3cret");
        using var transport = GrpcProbe.Transport(
            server.Url,
            s => s with
            {
                Auth = new Authentication.Bearer(token.Path),
                Host = "model.example.org",
                Headers = LabelSet.From([new("X-Tenant", "probe")]),
            },
            TimeSpan.FromSeconds(30));
        var trace = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);

        var run = await transport.SendAsync(new Instant(1), TimeSpan.Zero, trace, TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.Http4xx, "UNAUTHENTICATED: refused: Bearer ***"), (run.Result.Outcome, run.Result.Detail));
        Assert.DoesNotContain("t0ps3cret", run.ToString(), StringComparison.Ordinal);
        Assert.Equal("Bearer t0ps3cret", server.Fields["Authorization"]);
        Assert.Equal("http", server.Fields[":scheme"]);
        Assert.Equal("/grpc.health.v1.Health/Check", server.Fields[":path"]);
        Assert.Equal("model.example.org", server.Fields["Host"]);
        Assert.Equal("application/grpc", server.Fields["Content-Type"]);
        Assert.Equal("trailers", server.Fields["TE"]);
        Assert.Equal("30000m", server.Fields["grpc-timeout"]);
        Assert.Equal("slaagent/0.1.0", server.Fields["User-Agent"]);
        Assert.Equal("probe", server.Fields["x-tenant"]);
        Assert.Equal($"00-{trace.TraceId}-{trace.SpanId}-00", server.Fields["traceparent"]);
        Assert.DoesNotContain("Content-Length", server.Fields.Keys);
        Assert.DoesNotContain("grpc-accept-encoding", server.Fields.Keys);
    }

    [Fact]
    public async Task Over_TLS_the_scheme_says_so()
    {
        using var issued = _certificates.Issue();
        await using var server = await CapturingServer.StartAsync(issued);
        using var transport = GrpcProbe.Transport(server.Url, s => s with { Tls = new(_certificates.CaFile.Path) });

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Http4xx, "UNAUTHENTICATED: refused:"), (result.Outcome, result.Detail));
        Assert.Equal("https", server.Fields[":scheme"]);
        Assert.Equal($"127.0.0.1:{server.Url.Port}", server.Fields["Host"]);
    }
}
