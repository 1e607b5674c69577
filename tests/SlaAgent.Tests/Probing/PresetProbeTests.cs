using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.ModelServers.Presets;
using SlaAgent.Probing;

namespace SlaAgent.Tests.Probing;

/// <summary>What presets ask for that is more than a request and a body, over real connections.</summary>
public sealed class PresetProbeTests
{
    private static readonly Probe Health = new("ready", ProbeSetup.Ample, ProbeSetup.Ample, new ProbeRequest.Health((string?)null));

    [Theory]
    [InlineData(ConnectionReuse.Reused)]
    [InlineData(ConnectionReuse.Fresh)]
    public async Task A_server_without_a_health_question_is_ready_when_it_takes_a_connection_and_nothing_is_sent(ConnectionReuse reuse)
    {
        var closed = new TaskCompletionSource<string?>();
        await using var server = new FaultServer(async c => closed.TrySetResult(await c.ReadRequestAsync()));
        using var transport = Transport(server.Url, "clearml", Health, s => s with { Connection = reuse });

        for (var i = 0; i < 3; i++)
        {
            var result = (await transport.SendAsync()).Result;
            Assert.Equal((Outcome.Success, null, null), (result.Outcome, result.Status, result.FirstByte));
            Assert.True(result.Duration > TimeSpan.Zero);
            Assert.Equal(TimeSpan.Zero, result.Phases.Wait);
        }

        Assert.Null(await closed.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal(3, transport.ConnectionsOpened);
    }

    [Fact]
    public async Task A_refused_connection_is_a_connection_error_to_it()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        using var transport = Transport(new Uri($"http://127.0.0.1:{port}"), "clearml", Health);

        var result = (await transport.SendAsync()).Result;
        Assert.Equal(Outcome.ConnectionError, result.Outcome);
        Assert.Contains("ConnectionRefused", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_not_secured_in_time_is_a_timeout_to_it()
    {
        var time = new FakeTimeProvider();
        await using var server = new FaultServer(c => c.WaitForCloseAsync());
        using var transport = Transport(new Uri($"https://127.0.0.1:{server.Port}"), "clearml", Health, time: time);

        var running = transport.SendAsync();
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(Outcome.TimeoutConnect, (await running).Result.Outcome);
    }

    [Fact]
    public async Task A_header_that_reports_a_failure_is_seen()
    {
        await using var server = FaultServer.Answering((c, _) =>
            c.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-MS-Run-Function-Failed: True\r\nContent-Length: 4\r\n\r\noops"));
        var probe = new Probe("score", ProbeSetup.Ample, ProbeSetup.Ample, new ProbeRequest.Inference { Bodies = ["{}"] });
        using var transport = Transport(server.Url, "azureml", probe);

        var result = (await transport.SendAsync()).Result;
        Assert.Equal((Outcome.InBandError, "x-ms-run-function-failed: oops"), (result.Outcome, result.Detail));
        Assert.StartsWith("POST /score HTTP/1.1\r\n", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_of_lines_is_one_request_with_the_time_to_its_first_thought_and_to_its_first_answer()
    {
        const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
        await using var server = FaultServer.Answering(async (c, _) =>
        {
            await c.SendAsync(Head + Chunk("""{"message":{"role":"assistant","content":"","thinking":"Hm"},"done":false}"""));
            await Task.Delay(30);
            await c.SendAsync(Chunk("""{"message":{"content":"OK"},"done":false}""") + Chunk("""{"message":{"content":""},"done":true,"prompt_eval_count":4,"eval_count":3}""") + "0\r\n\r\n");
        });
        var probe = new Probe("chat", ProbeSetup.Ample, ProbeSetup.Ample, new ProbeRequest.Inference { Prompt = "Say OK.", MaxTokens = 8, Stream = true });
        using var transport = Transport(server.Url, "ollama", probe);

        var run = await transport.SendAsync();
        Assert.Equal((Outcome.Success, "OK", 4, 3, false), (run.Result.Outcome, run.Text, run.Result.PromptTokens, run.Result.OutputTokens, run.Result.TokensEstimated));
        Assert.True(run.Result.TimeToFirstToken < run.Result.TimeToFirstAnswerToken);
        Assert.True(run.Result.TimeToFirstAnswerToken <= run.Result.Duration);
        Assert.Contains("User-Agent: slaagent/", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Contains("\"keep_alive\":\"300s\"", server.Requests[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_prompt_on_the_wire_begins_otherwise()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync("""{"generated_text":"OK"}"""));
        var probe = new Probe("chat", ProbeSetup.Ample, ProbeSetup.Ample, new ProbeRequest.Inference { Prompt = "Say OK." });
        using var transport = Transport(server.Url, "tgi", probe);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
        }

        Assert.All(server.Requests, request => Assert.Matches("\"inputs\":\"\\[[0-9a-f]{12}\\] Say OK.\"", request));
        Assert.Equal(5, server.Requests.Distinct().Count());
    }

    private static string Chunk(string line) => FormattableString.Invariant($"{line.Length + 1:x}\r\n{line}\n\r\n");

    private static ProbeTransport Transport(Uri url, string server, Probe probe, Func<ModelService, ModelService>? with = null, TimeProvider? time = null)
    {
        var service = (with ?? (s => s))(ProbeSetup.Service(url) with { Server = server, Model = "m" });
        return new(service, probe, PresetCatalog.Prepare(service, probe), time ?? TimeProvider.System);
    }
}
