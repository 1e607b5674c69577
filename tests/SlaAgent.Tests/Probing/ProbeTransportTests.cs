using System.Diagnostics;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Tests.Probing;

public sealed class ProbeTransportTests
{
    [Fact]
    public async Task A_good_answer_is_a_success_with_phases_that_add_up()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync("hello"));
        using var transport = ProbeSetup.Transport(server.Url);

        var run = await transport.SendAsync();

        Assert.Equal(Outcome.Success, run.Result.Outcome);
        Assert.Equal("hello", run.Text);
        Assert.Equal(200, run.Result.Status);
        Assert.Null(run.Result.Detail);
        Assert.True(run.Result.Phases.Connect > TimeSpan.Zero);
        Assert.True(run.Result.Phases.Wait > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, run.Result.Phases.Tls);
        Assert.True(run.Result.FirstByte <= run.Result.Duration);
    }

    [Fact]
    public async Task Probes_share_one_connection_and_the_second_spends_no_time_connecting()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        using var transport = ProbeSetup.Transport(server.Url);

        for (var i = 0; i < 5; i++)
        {
            var run = await transport.SendAsync();
            Assert.Equal(Outcome.Success, run.Result.Outcome);
            Assert.Equal(i > 0, run.Result.Phases.Connect == TimeSpan.Zero);
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task A_fresh_connection_is_opened_for_each_probe_where_asked()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Connection = ConnectionReuse.Fresh });

        await transport.SendAsync();
        var second = await transport.SendAsync();

        Assert.Equal(Outcome.Success, second.Result.Outcome);
        Assert.True(second.Result.Phases.Connect > TimeSpan.Zero);
        Assert.Equal(2, server.Connections);
        Assert.All(server.Requests, r => Assert.Contains("Connection: close", r, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("POST", "{}")]
    public async Task A_kept_connection_that_dies_after_the_request_was_read_sees_no_second_request(string method, string? body)
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            if (c.Number == 1)
            {
                await c.AnswerAsync();
                await c.ReadRequestAsync();
            }
        });
        using var transport = ProbeSetup.Transport(server.Url, exchange: new PlainExchange(method, "/x", body));

        var first = await transport.SendAsync();
        var second = await transport.SendAsync();

        Assert.Equal(Outcome.Success, first.Result.Outcome);
        Assert.Equal(Outcome.ConnectionError, second.Result.Outcome);
        Assert.Equal("connection closed by the server before an answer", second.Result.Detail);
        Assert.True(second.Result.Duration > TimeSpan.Zero);
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_new_connection_that_dies_after_the_request_was_read_sees_no_second_request()
    {
        await using var server = new FaultServer(c => c.ReadRequestAsync());
        using var transport = ProbeSetup.Transport(server.Url);

        var run = await transport.SendAsync();

        Assert.Equal(Outcome.ConnectionError, run.Result.Outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_kept_connection_found_closed_is_replaced_before_anything_is_sent()
    {
        var closed = new TaskCompletionSource();
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await c.AnswerAsync();
            if (c.Number == 1)
            {
                c.Reset();
                closed.SetResult();
            }
        });
        using var transport = ProbeSetup.Transport(server.Url);
        await transport.SendAsync();
        await closed.Task;

        var second = await transport.SendAsync();

        Assert.Equal(Outcome.Success, second.Result.Outcome);
        Assert.Equal(2, transport.ConnectionsOpened);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_the_secret_goes_nowhere_else()
    {
        await using var elsewhere = FaultServer.Answering((c, _) => c.AnswerAsync());
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync("", "302 Found", $"Location: {elsewhere.Url}\r\n"));
        using var secret = new TemporaryFile("t0ps3cret\n");
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Auth = new Authentication.SecretHeader("x-api-key", secret.Path) });

        var run = await transport.SendAsync();

        Assert.Equal(Outcome.Http3xx, run.Result.Outcome);
        Assert.Contains("x-api-key: t0ps3cret\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
        Assert.Equal(0, elsewhere.Connections);
    }

    [Fact]
    public async Task The_request_carries_host_agent_headers_and_trace()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        using var token = new TemporaryFile("abc");
        using var transport = ProbeSetup.Transport(
            new Uri(server.Url, "/base/"),
            s => s with
            {
                Auth = new Authentication.Bearer(token.Path),
                Host = "model.example.org",
                Headers = LabelSet.From([new("x-tenant", "probe"), new("content-type", "application/x-test")]),
            },
            exchange: new PlainExchange("POST", "/v1/infer?x=1", "{\"a\":1}"));
        var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        var run = await transport.SendAsync(new Instant(7), TimeSpan.FromMilliseconds(3), context, TestContext.Current.CancellationToken);

        var request = Assert.Single(server.Requests);
        Assert.StartsWith("POST /base/v1/infer?x=1 HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nHost: model.example.org\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: slaagent/0.1.0\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nx-tenant: probe\r\n", request, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/x-test\r\n", request, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\r\nAuthorization: Bearer abc\r\n", request, StringComparison.Ordinal);
        Assert.Contains($"\r\ntraceparent: 00-{context.TraceId}-{context.SpanId}-01\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept-Encoding", request, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\n{\"a\":1}", request, StringComparison.Ordinal);
        Assert.Equal(context.TraceId.ToHexString(), run.Result.TraceId);
        Assert.Equal(new Instant(7), run.Result.ScheduledAt);
        Assert.Equal(TimeSpan.FromMilliseconds(3), run.Result.ScheduleDelay);
    }

    [Fact]
    public async Task A_rotated_secret_is_used_from_the_next_probe_on()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        using var token = new TemporaryFile("old");
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Auth = new Authentication.Basic("probe", token.Path) });

        await transport.SendAsync();
        await File.WriteAllTextAsync(token.Path, "new\n", TestContext.Current.CancellationToken);
        await transport.SendAsync();

        Assert.Contains("Authorization: Basic " + Convert.ToBase64String("probe:old"u8), server.Requests[0], StringComparison.Ordinal);
        Assert.Contains("Authorization: Basic " + Convert.ToBase64String("probe:new"u8), server.Requests[1], StringComparison.Ordinal);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_is_the_agents_error_and_nothing_is_sent()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Auth = new Authentication.Bearer("/nowhere/token") });

        var run = await transport.SendAsync();

        Assert.Equal(Outcome.AgentError, run.Result.Outcome);
        Assert.Equal("secret file /nowhere/token cannot be read: it does not exist", run.Result.Detail);
        Assert.Equal(TimeSpan.Zero, run.Result.Duration);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task A_secret_that_the_server_throws_back_is_not_repeated()
    {
        await using var server = FaultServer.Answering((c, _) => c.SendAsync("t0ps3cret is wrong\r\n\r\n"));
        using var secret = new TemporaryFile("t0ps3cret");
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Auth = new Authentication.Bearer(secret.Path) });

        var run = await transport.SendAsync();

        Assert.Equal(Outcome.ProtocolError, run.Result.Outcome);
        Assert.DoesNotContain("t0ps3cret", run.Result.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_that_the_server_throws_back_in_its_body_are_shown_to_nobody()
    {
        var encoded = Convert.ToBase64String("probe:t0ps3cret"u8);
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync($"you sent Basic {encoded}, that is t0ps3cret", "500 Oops"));
        using var secret = new TemporaryFile("t0ps3cret");
        using var transport = ProbeSetup.Transport(server.Url, s => s with { Auth = new Authentication.Basic("probe", secret.Path) });

        var run = await transport.SendAsync();

        Assert.Equal("you sent Basic ***, that is ***", run.Text);
    }

    [Fact]
    public async Task A_mistake_of_ours_is_an_agent_error_that_carries_its_exception()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync());
        var mistake = new InvalidOperationException("a bug");
        using var transport = ProbeSetup.Transport(server.Url, exchange: new PlainExchange { OnPiece = _ => throw mistake });

        var run = await transport.SendAsync();

        Assert.Equal((Outcome.AgentError, "unexpected InvalidOperationException in the agent"), (run.Result.Outcome, run.Result.Detail));
        Assert.Same(mistake, run.Mistake);
    }

    [Fact]
    public async Task Shutdown_gives_a_running_probe_up_without_a_result()
    {
        var read = new TaskCompletionSource();
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            read.SetResult();
            await c.WaitForCloseAsync();
        });
        using var transport = ProbeSetup.Transport(server.Url);
        using var stopping = new CancellationTokenSource();

        var running = transport.SendAsync(new Instant(1), TimeSpan.Zero, default, stopping.Token);
        await read.Task;
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
