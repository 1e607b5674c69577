using System.Globalization;
using System.IO.Compression;
using System.Text;
using SlaAgent.Core.Samples;

namespace SlaAgent.Tests.Probing;

/// <summary>What a server can do to an answer.</summary>
public sealed class AnswerFaultTests
{
    private const string Head = "HTTP/1.1 200 OK\r\n";

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("<html>HTTP/0.9 says hello</html>\r\n\r\n")]
    [InlineData("HTTP/1.1 2xx Fine\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon here\r\n\r\n")]
    public async Task An_answer_that_is_not_http_is_a_protocol_error(string answer)
    {
        var result = await ProbeOnceAsync(c => c.SendAsync(answer));

        Assert.Equal(Outcome.ProtocolError, result.Outcome);
        Assert.True(result.Duration > TimeSpan.Zero);
        Assert.NotNull(result.FirstByte);
    }

    [Fact]
    public async Task Text_of_the_server_in_a_detail_is_one_short_printable_line()
    {
        var result = await ProbeOnceAsync(c => c.SendAsync("\u001b[31mred\u0000" + new string('x', 2000) + "\r\n\r\n"));

        Assert.Equal(Outcome.ProtocolError, result.Outcome);
        Assert.True(result.Detail!.Length <= 200);
        Assert.DoesNotContain(result.Detail, char.IsControl);
    }

    [Theory]
    [InlineData(1, 64 * 1024)]
    [InlineData(1000, 20)]
    public async Task Too_large_a_head_is_a_protocol_error(int count, int length)
    {
        var headers = string.Concat(Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"x-{i}: {new string('a', length)}\r\n")));

        var result = await ProbeOnceAsync(c => c.SendAsync(Head + headers + "Content-Length: 0\r\n\r\n"));

        Assert.Equal((Outcome.ProtocolError, "response headers too large"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_connection_closed_within_the_head_is_a_connection_error()
    {
        var result = await ProbeOnceAsync(c => c.SendAsync(Head + "Content-Le"));

        Assert.Equal((Outcome.ConnectionError, "connection closed within the response's head"), (result.Outcome, result.Detail));
    }

    [Fact]
    public async Task A_reset_before_an_answer_is_a_connection_error()
    {
        var result = await ProbeOnceAsync(c =>
        {
            c.Reset();
            return Task.CompletedTask;
        });

        Assert.Equal(Outcome.ConnectionError, result.Outcome);
        Assert.True(result.Duration > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\nshort")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n50\r\nshort")]
    public async Task A_body_cut_short_is_truncated_and_what_came_is_kept(string rest)
    {
        var result = await ProbeOnceAsync(c => c.SendAsync(Head + rest));

        Assert.Equal((Outcome.Truncated, "connection closed within the body"), (result.Outcome, result.Detail));
        Assert.NotNull(result.TimeToFirstToken);
        Assert.Equal(200, result.Status);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nzz\r\nshort\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFFF\r\nshort\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nshortxx0\r\n\r\n")]
    [InlineData("Content-Encoding: zstd\r\nContent-Length: 2\r\n\r\nok")]
    [InlineData("Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\nnot gzip at.")]
    [InlineData("Content-Encoding: br\r\nContent-Length: 12\r\n\r\nnot brotli..")]
    public async Task A_badly_framed_or_encoded_body_is_a_protocol_error(string rest)
    {
        var result = await ProbeOnceAsync(async c =>
        {
            await c.SendAsync(Head + rest);
            await c.WaitForCloseAsync();
        });

        Assert.Equal(Outcome.ProtocolError, result.Outcome);
    }

    [Fact]
    public async Task A_connection_with_bytes_after_the_body_is_not_used_again()
    {
        await using var server = FaultServer.Answering((c, _) => c.SendAsync(Head + "Content-Length: 2\r\n\r\nokgarbage"));
        using var transport = ProbeSetup.Transport(server.Url);

        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);

        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task An_endless_body_is_stopped_at_its_limit_and_the_connection_closed()
    {
        var closed = new TaskCompletionSource();
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await c.SendAsync(Head + "Transfer-Encoding: chunked\r\n\r\n");
            var chunk = Encoding.ASCII.GetBytes("10000\r\n" + new string('a', 0x10000) + "\r\n");
            try
            {
                while (true)
                {
                    await c.SendAsync(chunk);
                }
            }
            catch (IOException)
            {
                closed.SetResult();
            }
        });
        var read = 0;
        using var transport = ProbeSetup.Transport(
            server.Url, probe: ProbeSetup.Probe(maxBody: 100_000), exchange: new PlainExchange { OnPiece = n => read += n });

        var result = (await transport.SendAsync()).Result;
        await closed.Task.WaitAsync(ProbeSetup.Ample, TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.InvalidResponse, "body over 100000 bytes"), (result.Outcome, result.Detail));
        Assert.Equal(100_000, read);
    }

    [Fact]
    public async Task A_body_exactly_at_its_limit_is_read_whole()
    {
        await using var server = FaultServer.Answering((c, _) => c.AnswerAsync(new string('a', 5000)));
        using var transport = ProbeSetup.Transport(server.Url, probe: ProbeSetup.Probe(maxBody: 5000));

        Assert.Equal(Outcome.Success, (await transport.SendAsync()).Result.Outcome);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task The_limit_counts_what_a_bomb_decompresses_to(string encoding)
    {
        var bomb = Compress(encoding, new byte[64 * 1024 * 1024]);
        await using var server = FaultServer.Answering(async (c, _) =>
        {
            await c.SendAsync($"{Head}Content-Encoding: {encoding}\r\nContent-Length: {bomb.Length}\r\n\r\n");
            await c.SendAsync(bomb);
        });
        var read = 0;
        using var transport = ProbeSetup.Transport(
            server.Url, probe: ProbeSetup.Probe(maxBody: 1_000_000), exchange: new PlainExchange { OnPiece = n => read += n });

        var result = (await transport.SendAsync()).Result;

        Assert.Equal((Outcome.InvalidResponse, "body over 1000000 bytes"), (result.Outcome, result.Detail));
        Assert.Equal(1_000_000, read);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_compressed_unasked_is_read_all_the_same(string encoding)
    {
        var body = Compress(encoding, "hello"u8.ToArray());
        await using var server = FaultServer.Answering(async (c, _) =>
        {
            await c.SendAsync($"{Head}Content-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n");
            await c.SendAsync(body);
        });
        using var transport = ProbeSetup.Transport(server.Url);

        var run = await transport.SendAsync();

        Assert.Equal((Outcome.Success, "hello"), (run.Result.Outcome, run.Text));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_leaves_its_connection_fit_to_be_kept(string encoding)
    {
        var body = Compress(encoding, "hello"u8.ToArray());
        await using var server = FaultServer.Answering(async (c, _) =>
        {
            await c.SendAsync($"{Head}Content-Encoding: {encoding}\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:x}\r\n");
            await c.SendAsync(body);
            await c.SendAsync("\r\n0\r\n\r\n");
        });
        using var transport = ProbeSetup.Transport(server.Url);

        await transport.SendAsync();
        var second = await transport.SendAsync();

        Assert.Equal((Outcome.Success, "hello"), (second.Result.Outcome, second.Text));
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_cut_short_by_the_connection_is_truncated(string encoding)
    {
        var body = Compress(encoding, "hello"u8.ToArray());
        var result = await ProbeOnceAsync(async c =>
        {
            await c.SendAsync($"{Head}Content-Encoding: {encoding}\r\nContent-Length: {body.Length + 10}\r\n\r\n");
            await c.SendAsync(body);
        });

        Assert.Equal(Outcome.Truncated, result.Outcome);
    }

    private static byte[] Compress(string encoding, byte[] bytes)
    {
        var buffer = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(buffer, CompressionLevel.Fastest),
            "br" => new BrotliStream(buffer, CompressionLevel.Fastest),
            _ => new ZLibStream(buffer, CompressionLevel.Fastest),
        })
        {
            stream.Write(bytes);
        }

        return buffer.ToArray();
    }

    private static async Task<ProbeResult> ProbeOnceAsync(Func<FaultConnection, Task> answer)
    {
        await using var server = new FaultServer(async c =>
        {
            await c.ReadRequestAsync();
            await answer(c);
        });
        using var transport = ProbeSetup.Transport(server.Url);
        return (await transport.SendAsync()).Result;
    }
}
