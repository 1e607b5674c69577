using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing.Http2;

public sealed class GrpcCallTests
{
    [Fact]
    public async Task Calls_go_one_after_another_over_one_connection_and_their_phases_add_up()
    {
        await using var server = GrpcProbe.Answering(peer => peer.AnswerAsync(GrpcPeer.Serving));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, null), (first.Outcome, first.Detail));
        Assert.Equal((Outcome.Success, null), (second.Outcome, second.Detail));
        Assert.True(first.Phases.Connect > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, second.Phases.Connect);
        Assert.All([first, second], r => Assert.True(r.Phases.Send > TimeSpan.Zero && r.Phases.Receive > TimeSpan.Zero && r.FirstByte < r.Duration));
        Assert.Equal(2, server.Requests.Count);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_fresh_connection_is_a_new_one_for_each_call()
    {
        await using var server = GrpcProbe.Answering(peer => peer.AnswerAsync(GrpcPeer.Serving));
        using var transport = GrpcProbe.Transport(server.GrpcUrl, s => s with { Connection = ConnectionReuse.Fresh });

        await transport.SendAsync();
        var second = (await transport.SendAsync()).Result;

        Assert.Equal(Outcome.Success, second.Outcome);
        Assert.True(second.Phases.Connect > TimeSpan.Zero);
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task Frames_that_merely_keep_the_connection_are_no_answer()
    {
        var asked = new TaskCompletionSource();
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await peer.SendAsync(GrpcPeer.Ping, 0, 0, new byte[8]);
            await peer.SendAsync(GrpcPeer.Settings, 0, 0, []);
            asked.SetResult();
            await connection.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl, timeout: TimeSpan.FromMilliseconds(300));

        var result = (await transport.SendAsync()).Result;

        await asked.Task;
        Assert.Equal((Outcome.TimeoutFirstByte, "no byte of an answer within 300 ms"), (result.Outcome, result.Detail));
        Assert.Null(result.FirstByte);
        Assert.True(result.Duration >= TimeSpan.FromMilliseconds(300));
        Assert.Equal(TimeSpan.Zero, result.Phases.Receive);
    }

    [Fact]
    public async Task A_status_without_a_message_may_come_in_the_head()
    {
        await using var server = GrpcProbe.Answering(peer => peer.SendTrailersAsync(
            (":status", "200"), ("content-type", "application/grpc"), ("grpc-status", "5"), ("grpc-message", "no %22iris%22")));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Http4xx, "NOT_FOUND: no \"iris\""), (result.Outcome, result.Detail));
        Assert.NotNull(result.FirstByte);
    }

    [Theory]
    [InlineData("14", "down for now", Outcome.NotReady, "UNAVAILABLE: down for now")]
    [InlineData("8", "", Outcome.Http429, "RESOURCE_EXHAUSTED")]
    [InlineData("4", "backend", Outcome.GrpcError, "DEADLINE_EXCEEDED: backend")]
    [InlineData("99", "?", Outcome.GrpcError, "status 99: ?")]
    [InlineData("x", "?", Outcome.ProtocolError, "gRPC status 'x' is no number")]
    public async Task A_status_in_the_trailers_decides(string status, string message, Outcome outcome, string detail)
    {
        await using var server = GrpcProbe.Answering(async peer =>
        {
            await peer.SendHeadAsync();
            await peer.SendTrailersAsync(("grpc-status", status), ("grpc-message", message));
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((outcome, detail), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task An_answer_that_hangs_after_its_head_ends_at_the_deadline_and_its_connection_is_closed()
    {
        var closed = new TaskCompletionSource();
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await peer.SendHeadAsync();
            await connection.WaitForCloseAsync();
            closed.TrySetResult();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl, timeout: TimeSpan.FromMilliseconds(300));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.TimeoutTotal, "not complete within 300 ms"), (result.Outcome, result.Detail));
        Assert.NotNull(result.FirstByte);
        await closed.Task;
    }

    [Fact]
    public async Task Silence_within_an_answer_is_a_stall_though_pings_go_on()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await peer.SendHeadAsync();
            while (true)
            {
                await peer.SendAsync(GrpcPeer.Ping, 0, 0, new byte[8]);
                await Task.Delay(20);
            }
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl, s => s with { Timeouts = new(Stall: TimeSpan.FromMilliseconds(200)) });

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Stalled, "silent for 200 ms in the middle of the answer"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_message_shorter_than_it_says_is_truncated()
    {
        await using var server = GrpcProbe.Answering(peer => peer.AnswerAsync([0, 0, 0, 0, 9, 0x08]));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Truncated, "a message of 9 bytes ended after 1"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_connection_that_ends_within_the_message_is_truncated()
    {
        await using var server = GrpcProbe.Server(async (peer, _) =>
        {
            await peer.ReadRequestAsync();
            await peer.SendHeadAsync();
            await peer.SendAsync(GrpcPeer.Data, 0, peer.Stream, [0, 0, 0, 0, 9, 0x08]);
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal(Outcome.Truncated, result.Outcome);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_invalid_and_no_more_of_it_is_read()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            await peer.SendHeadAsync();
            await peer.SendAsync(GrpcPeer.Data, 0, peer.Stream, [0, 0x7F, 0xFF, 0xFF, 0xFF]);
            for (var i = 0; i < 10; i++)
            {
                await peer.SendAsync(GrpcPeer.Data, 0, peer.Stream, new byte[16000]);
            }

            await connection.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl, maxBody: 100_000);

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.InvalidResponse, "body over 100000 bytes"), (result.Outcome, result.Detail));
    }
}
