using System.Net;
using System.Net.Sockets;
using System.Text;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Whoever reaches the port may be nobody's friend: what they do costs them their connection, and Prometheus nothing.</summary>
public sealed class HostileClientTests
{
    private static readonly TimeSpan ScrapeTimeout = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nX-Slow: ")]
    public async Task Ten_thousand_connections_that_never_ask_anything_do_not_keep_Prometheus_out(string beginning)
    {
        using var folder = new TemporaryFolder();
        await using var agent = await StartAsync(folder);
        var crowd = new List<Socket>();
        try
        {
            for (var i = 1; i <= 10_000; i++)
            {
                crowd.Add(await ConnectAsync(agent, beginning));
                if (i % 1000 == 0)
                {
                    await AssertAnswersAsync(agent);

                    // So many at once are more than the test's own process may hold; the agent holds 512 of them anyway.
                    crowd[..^600].ForEach(socket => socket.Dispose());
                    crowd.RemoveRange(0, crowd.Count - 600);
                }
            }

            await Wait.UntilAsync("those beyond the 512 closed", () => Task.FromResult(crowd.Count(IsClosed) >= 600 - 512));
        }
        finally
        {
            crowd.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task Headers_that_come_byte_by_byte_are_given_up()
    {
        using var folder = new TemporaryFolder();
        await using var agent = await StartAsync(folder);
        using var slow = await ConnectAsync(agent, "GET /metrics HTTP/1.1\r\nHost: a\r\nX-Slow: ");
        await Wait.UntilAsync("the connection closed", () =>
        {
            TrySend(slow, "a"u8.ToArray());
            return Task.FromResult(IsClosed(slow));
        });
        await AssertAnswersAsync(agent);
    }

    [Theory]
    [InlineData("GET /{long} HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 414")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX-Long: {long}\r\n\r\n", "HTTP/1.1 431")]
    [InlineData("\u0016\u0003\u0001 what is this\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /metrics HTTP/1.1\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a@b\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET /metrics HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("POST /-/reload HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nhello", "HTTP/1.1 4")]
    [InlineData("GET /../../../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("GET //evil.example/ HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404")]
    [InlineData("GET /metrics/ HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n", "HTTP/1.1 ")]
    [InlineData("DELETE /api/v1/slas HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 405")]
    [InlineData("GET /api/v1/slas/<script>alert(1)</script> HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 404")]
    public async Task What_is_not_a_request_is_answered_as_such_and_nothing_redirects(string request, string expected)
    {
        using var folder = new TemporaryFolder();
        await using var agent = await StartAsync(folder);
        using var socket = await ConnectAsync(agent, request.Replace("{long}", new string('a', 20_000), StringComparison.Ordinal));
        var answer = await ReadStartAsync(socket);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Location:", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
        await AssertAnswersAsync(agent);
    }

    [Fact]
    public async Task A_gigabyte_sent_to_reload_is_not_taken()
    {
        using var folder = new TemporaryFolder();
        await using var agent = await StartAsync(folder);
        using var socket = await ConnectAsync(agent, "POST /-/reload HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1073741824\r\n\r\n");
        var chunk = new byte[1024 * 1024];
        var sent = 0;
        while (sent < 1024 && TrySend(socket, chunk))
        {
            sent++;
        }

        Assert.True(sent < 64, $"{sent} MiB were taken");
        await AssertAnswersAsync(agent);
    }

    [Fact]
    public async Task A_client_that_asks_and_does_not_read_is_cut_off()
    {
        using var folder = new TemporaryFolder();
        await using var agent = await StartAsync(folder);
        using var socket = await ConnectAsync(agent, "");
        socket.Blocking = false;
        var request = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n", 100)));
        await Wait.UntilAsync("the connection cut", () => Task.FromResult(!TrySend(socket, request)));
        await AssertAnswersAsync(agent);
    }

    private static Task<AgentProcess> StartAsync(TemporaryFolder folder) => AgentProcess.StartAsync(
        folder.Write("sla.yaml", "apiVersion: slaagent.io/v1\nkind: Agent\nmetadata: { name: agent }\n"),
        folder.Folder("state"));

    private static async Task<Socket> ConnectAsync(AgentProcess agent, string beginning)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, agent.Address.Port);
        TrySend(socket, Encoding.Latin1.GetBytes(beginning));
        return socket;
    }

    /// <summary>A client of its own each time, as a scrape after a pause is.</summary>
    private static async Task AssertAnswersAsync(AgentProcess agent)
    {
        using var client = new HttpClient { Timeout = ScrapeTimeout };
        Assert.Contains("sla_agent_build_info", await client.GetStringAsync(new Uri(agent.Address, "/metrics")), StringComparison.Ordinal);
    }

    /// <summary>False once the other side has closed; a full buffer is no end.</summary>
    private static bool TrySend(Socket socket, byte[] bytes)
    {
        try
        {
            socket.Send(bytes);
            return true;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode == SocketError.WouldBlock;
        }
    }

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Receive(new byte[4096]) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<string> ReadStartAsync(Socket socket)
    {
        var buffer = new byte[4096];
        using var limit = new CancellationTokenSource(Wait.Limit);
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
    }
}
