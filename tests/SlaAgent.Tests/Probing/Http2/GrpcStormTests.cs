using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing.Http2;

/// <summary>Servers that end streams and connections faster than anybody can ask: each probe has one outcome and one request, and the next begins anew.</summary>
public sealed class GrpcStormTests
{
    private const int Storm = 1000;
    private const uint NoError = 0;
    private const uint RefusedStream = 7;

    [Fact]
    public async Task Each_stream_that_is_reset_is_one_failure_of_one_probe()
    {
        const int Probes = 50;
        var well = false;
        await using var server = GrpcProbe.Answering(peer => well ? peer.AnswerAsync(GrpcPeer.Serving) : peer.ResetAsync(RefusedStream));
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        for (var i = 0; i < Probes; i++)
        {
            var result = (await transport.SendAsync()).Result;
            Assert.Equal((Outcome.ConnectionError, "stream reset by the server before an answer: REFUSED_STREAM"), (result.Outcome, result.Detail));
        }

        Assert.Equal(Probes, server.Requests.Count);
        well = true;
        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
        Assert.Equal(Probes + 1, server.Requests.Count);
    }

    [Fact]
    public async Task A_storm_of_resets_is_the_failure_that_the_first_one_is()
    {
        await using var server = GrpcProbe.Answering(async peer =>
        {
            for (var i = 0; i < Storm; i++)
            {
                await peer.ResetAsync(RefusedStream);
            }
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ConnectionError, Outcome.ConnectionError), (first.Outcome, second.Outcome));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_storm_of_goodbyes_before_an_answer_that_comes_is_a_success()
    {
        await using var server = GrpcProbe.Answering(async peer =>
        {
            for (var i = 0; i < Storm; i++)
            {
                await peer.GoAwayAsync(peer.Stream, NoError);
            }

            await peer.AnswerAsync(GrpcPeer.Serving);
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.Success, Outcome.Success), (first.Outcome, second.Outcome));
        Assert.Equal((2, 2), (server.Requests.Count, server.Connections));
    }

    [Fact]
    public async Task A_storm_of_goodbyes_that_take_the_stream_back_is_one_failure_and_no_second_request()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            try
            {
                for (var i = 0; i < Storm; i++)
                {
                    await peer.GoAwayAsync(i % 2 == 0 ? peer.Stream : 0, NoError);
                }
            }
            catch (IOException)
            {
                // The probe has seen enough and hung up.
            }

            await connection.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl);

        var first = (await transport.SendAsync()).Result;
        var requests = server.Requests.Count;
        var second = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.ConnectionError, Outcome.ConnectionError), (first.Outcome, second.Outcome));
        Assert.Equal((1, 2), (requests, server.Requests.Count));
    }

    [Fact]
    public async Task A_storm_of_pings_is_no_answer_and_ends_at_the_deadline()
    {
        await using var server = GrpcProbe.Server(async (peer, connection) =>
        {
            await peer.ReadRequestAsync();
            try
            {
                for (var i = 0; i < Storm; i++)
                {
                    await peer.SendAsync(GrpcPeer.Ping, 0, 0, new byte[8]);
                }
            }
            catch (IOException)
            {
                // The probe has waited long enough and hung up.
            }

            await connection.WaitForCloseAsync();
        });
        using var transport = GrpcProbe.Transport(server.GrpcUrl, timeout: TimeSpan.FromSeconds(3));

        var result = (await transport.SendAsync()).Result;

        Assert.Equal(Outcome.TimeoutFirstByte, result.Outcome);
        Assert.Single(server.Requests);
    }
}
