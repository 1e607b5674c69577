using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing.Http2;

public sealed class GrpcConnectionFaultTests
{
    [Fact]
    public async Task A_stream_reset_before_an_answer_is_not_tried_again()
    {
        await using var server = GrpcProbe.Answering(peer => peer.ResetAsync(7));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ConnectionError, "stream reset by the server before an answer: REFUSED_STREAM"), (result.Outcome, result.Detail));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_stream_reset_within_the_answer_is_truncated()
    {
        await using var server = GrpcProbe.Answering(async peer =>
        {
            await peer.SendHeadAsync();
            await peer.ResetAsync(2);
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Truncated, "stream reset by the server within its answer: INTERNAL_ERROR"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_reset_after_the_answer_is_complete_changes_nothing()
    {
        await using var server = GrpcProbe.Answering(async peer =>
        {
            await peer.AnswerAsync(GrpcPeer.Serving);
            await peer.ResetAsync(0);
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, Outcome.Success), (first.Outcome, second.Outcome));
    }

    [Fact]
    public async Task A_server_that_gives_the_connection_up_gets_no_second_request_from_the_probe_and_the_next_probe_finds_another()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            if (connection.Number == 1)
            {
                await peer.GoAwayAsync(0, 0);
                await connection.WaitForCloseAsync();
            }
            else
            {
                await peer.AnswerAsync(GrpcPeer.Serving);
                await connection.WaitForCloseAsync();
            }
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var requests = server.Requests.Count;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ConnectionError, "connection given up by the server (GOAWAY) before an answer: NO_ERROR"), (first.Outcome, first.Detail));
        Assert.Equal(1, requests);
        Assert.Equal(Outcome.Success, second.Outcome);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(false, Outcome.ConnectionError, "connection given up by the server (GOAWAY) before an answer: ENHANCE_YOUR_CALM")]
    [InlineData(true, Outcome.Truncated, "connection given up by the server (GOAWAY) within its answer: ENHANCE_YOUR_CALM")]
    public async Task A_server_that_takes_the_request_and_then_closes_in_anger_is_quoted(bool answers, Outcome outcome, string detail)
    {
        await using var server = GrpcProbe.Server(async (peer, _) =>
        {
            await peer.ReadRequestAsync();
            if (answers)
            {
                await peer.SendHeadAsync();
            }

            await peer.GoAwayAsync(peer.Stream, 11);
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((outcome, detail), (result.Outcome, result.Detail));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_finishes_its_call_before_it_goes_away_is_well_and_the_next_probe_connects_anew()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await peer.GoAwayAsync(peer.Stream, 0);
            await peer.AnswerAsync(GrpcPeer.Serving);
            await connection.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, Outcome.Success), (first.Outcome, second.Outcome));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_with_the_request_sees_no_second_one()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            if (connection.Number == 1)
            {
                await peer.AnswerAsync(GrpcPeer.Serving);
                await peer.ReadRequestAsync();
            }
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        await transport.SendAsync();
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ConnectionError, "connection closed by the server before an answer"), (second.Outcome, second.Detail));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_of_http_1_is_said_to_be_that()
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadSomeAsync();
            await c.SendAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ProtocolError, "the server speaks HTTP/1.1 here, not HTTP/2"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_server_of_http_1_that_knows_of_http_2_is_said_to_be_that_too()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await peer.GoAwayAsync(0, 13);
            await connection.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ProtocolError, "the server speaks HTTP/1.1 here, not HTTP/2"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_server_that_closes_each_connection_at_once_sees_one_of_each_probe()
    {
        await using var server = new FaultServer(c =>
        {
            c.Reset();
            return Task.CompletedTask;
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.True(result.Outcome == Outcome.ConnectionError, result.ToString());
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_server_that_reads_and_closes_without_a_word_is_a_connection_error()
    {
        await using var server = new FaultServer(c => c.ReadExactlyAsync(24));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.True(result.Outcome == Outcome.ConnectionError, result.ToString());
    }

    [Fact]
    public async Task Bytes_that_are_no_frames_are_a_protocol_error()
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadSomeAsync();
            await c.SendAsync(new string('z', 2000));
            await c.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ProtocolError, "the server does not speak HTTP/2 here"), (result.Outcome, result.Detail));
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_proxy_that_answers_in_plain_http_is_judged_by_its_status()
    {
        await using var server = GrpcProbe.Answering(async peer =>
        {
            await peer.SendFieldsAsync(0, (":status", "503"), ("content-type", "text/plain"));
            await peer.SendAsync(GrpcPeer.Data, GrpcPeer.EndStream, peer.Stream, "no healthy upstream"u8.ToArray());
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Http5xx, "HTTP status 503: no healthy upstream"), (result.Outcome, result.Detail));
        Assert.Equal(503, result.Status);
    }
}
