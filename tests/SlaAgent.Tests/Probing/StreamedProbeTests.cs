using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>The preset's own request and reader over a real connection.</summary>
public sealed class StreamedProbeTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string Token = """data: {"choices":[{"index":0,"delta":{"content":"OK"},"finish_reason":null}]}""" + "\n\n";
    private const string Stop = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""" + "\n\n";
    private const string Done = "data: [DONE]\n\n";
    private const string End = "0\r\n\r\n";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(ConnectionReuse.Reused, 1)]
    [InlineData(ConnectionReuse.Fresh, 3)]
    public async Task Each_streamed_probe_is_one_request_and_its_connection_is_kept_after_the_end_unless_asked_otherwise(ConnectionReuse reuse, int connections)
    {
        await using var server = FaultServer.Answering((c, _) => c.SendAsync(Head + Chunk(Token) + Chunk(Stop) + Chunk(Done) + End));
        using var transport = Transport(server, TimeProvider.System, s => s with { Connection = reuse });

        for (var i = 0; i < 3; i++)
        {
            var run = await transport.SendAsync();
            Assert.Equal((Outcome.Success, "OK"), (run.Result.Outcome, run.Text));
            Assert.True(run.Result.TimeToFirstToken >= run.Result.FirstByte);
            Assert.True(run.Result.TimeToFirstToken <= run.Result.Duration);
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(connections, server.Connections);
        Assert.All(server.Requests, r => Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", r, StringComparison.Ordinal));
        Assert.All(server.Requests, r => Assert.Contains("\"stream_options\":{\"include_usage\":true}", r, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, Outcome.Stalled)]
    [InlineData(false, Outcome.TimeoutTotal)]
    public async Task A_stream_that_is_left_open_after_done_is_no_success(bool stall, Outcome outcome)
    {
        var sent = new TaskCompletionSource();
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync(Head + Chunk(Token) + Chunk(Stop) + Chunk(Done));
            sent.SetResult();
            await c.WaitForCloseAsync();
        });
        using var transport = Transport(server, _time, s => s with { Timeouts = new StageTimeouts(Stall: stall ? TimeSpan.FromSeconds(3) : null) });

        var running = transport.SendAsync();
        await sent.Task.WaitAsync(TestContext.Current.CancellationToken);
        while (!running.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        var result = (await running).Result;
        Assert.Equal(outcome, result.Outcome);
        Assert.NotNull(result.TimeToFirstToken);
        Assert.Equal(result.Duration, result.Phases.Total);
    }

    [Fact]
    public async Task What_follows_done_is_a_breach_of_the_protocol()
    {
        await using var server = FaultServer.Answering((c, _) => c.SendAsync(Head + Chunk(Token) + Chunk(Stop) + Chunk(Done) + Chunk(Token) + End));
        using var transport = Transport(server, TimeProvider.System);

        Assert.Equal(Outcome.ProtocolError, (await transport.SendAsync()).Result.Outcome);
    }

    [Fact]
    public async Task A_server_that_refuses_stream_options_gets_one_request_for_each_probe_all_the_same()
    {
        await using var server = FaultServer.Answering((c, request) => request.Contains("stream_options", StringComparison.Ordinal)
            ? c.AnswerAsync("""{"error":{"message":"Unrecognized request argument: stream_options"}}""", "400 Bad Request")
            : c.SendAsync(Head + Chunk(Token) + Chunk(Stop) + Chunk(Done) + End));
        using var transport = Transport(server, TimeProvider.System);

        Assert.Equal(Outcome.AgentError, (await transport.SendAsync()).Result.Outcome);
        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
        Assert.Equal(2, server.Requests.Count);
    }

    private static string Chunk(string data) => FormattableString.Invariant($"{data.Length:x}\r\n{data}\r\n");

    private static ProbeTransport Transport(FaultServer server, TimeProvider time, Func<ModelService, ModelService>? with = null)
    {
        var probe = new Probe("chat", ProbeSetup.Ample, ProbeSetup.Ample, new ProbeRequest.Inference { Prompt = "Say OK.", MaxTokens = 8, Stream = true });
        var service = ProbeSetup.Service(server.Url) with { Server = "vllm", Model = "m" };
        return ProbeSetup.Transport(server.Url, with, probe, PresetCatalog.Prepare(service, probe), time);
    }
}
