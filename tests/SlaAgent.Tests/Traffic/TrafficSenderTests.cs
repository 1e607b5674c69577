using System.IO.Compression;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Metrics;
using SlaAgent.Tests.Probing;
using SlaAgent.Traffic;

namespace SlaAgent.Tests.Traffic;

/// <summary>Reading over real sockets: what a server may do to whoever reads its metrics.</summary>
public sealed class TrafficSenderTests
{
    [Fact]
    public async Task Readings_are_compared_and_a_server_that_began_anew_is_counted_from_there()
    {
        var pages = new Queue<string>([TrafficSetup.Page(100), TrafficSetup.Page(107), TrafficSetup.Page(3)]);
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(pages.Dequeue()));
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url));
        Assert.Equal((null, null), await ReadAsync(1));
        Assert.Equal((null, 7), await ReadAsync(16));
        Assert.Equal((null, 3), await ReadAsync(31));
        Assert.Equal(1, server.Connections);
        Assert.All(server.Requests, request => Assert.StartsWith("GET /metrics HTTP/1.1\r\n", request, StringComparison.Ordinal));
        Assert.All(server.Requests, request => Assert.Contains("\r\nAccept: application/openmetrics-text;version=1.0.0;q=0.6,", request, StringComparison.Ordinal));

        async Task<(string?, long?)> ReadAsync(long second) => await sender.ReadAsync(second) is var sample ? (sample.Failure, sample.Good) : default;
    }

    [Fact]
    public async Task A_compressed_page_is_asked_for_and_read()
    {
        await using var server = FaultServer.Answering((connection, _) => SendGzipAsync(connection, Encoding.UTF8.GetBytes(TrafficSetup.Page(1))));
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url));
        Assert.Null((await sender.ReadAsync()).Failure);
        Assert.Contains("\r\nAccept-Encoding: gzip\r\n", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_grows_when_decompressed_is_read_up_to_the_limit_in_little_memory()
    {
        await using var server = FaultServer.Answering((connection, _) => SendGzipAsync(connection, new byte[2 * MetricsExchange.MaxPageBytes]));
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Assert.Equal($"body over {MetricsExchange.MaxPageBytes} bytes", (await sender.ReadAsync()).Failure);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 4 * 1024 * 1024);
    }

    [Fact]
    public async Task A_page_without_an_end_is_read_up_to_the_limit()
    {
        var line = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(TrafficSetup.Page(1), 10_000)));
        await using var server = FaultServer.Answering(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            while (true)
            {
                await connection.SendAsync(line);
            }
        });
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url));
        Assert.Equal($"body over {MetricsExchange.MaxPageBytes} bytes", (await sender.ReadAsync()).Failure);
    }

    [Fact]
    public async Task A_page_that_drips_ends_with_the_deadline()
    {
        await using var server = FaultServer.Answering(async (connection, _) =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            while (true)
            {
                await connection.SendAsync("a");
                await Task.Delay(20);
            }
        });
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url), TimeSpan.FromMilliseconds(300));
        Assert.Equal("not complete within 300 ms", (await sender.ReadAsync()).Failure);
    }

    [Theory]
    [InlineData("500 Internal Server Error", "{\"detail\":\"no multiprocess folder\"}", "", "status 500: no multiprocess folder")]
    [InlineData("404 Not Found", "", "", "status 404")]
    [InlineData("302 Found", "", "Location: http://127.0.0.1:1/metrics\r\n", "status 302")]
    [InlineData("204 No Content", "", "", "status 204")]
    [InlineData("200 OK", "<!DOCTYPE html>\n<html>\n</html>\n", "Content-Type: text/html\r\n", "this is no page of metrics")]
    [InlineData("200 OK", "# EOF\n", "Content-Type: application/openmetrics-text\r\n", "none of the metrics of SGLang are there")]
    public async Task An_answer_that_is_no_page_says_what_it_was(string status, string body, string headers, string expected)
    {
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(body, status, headers));
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url));
        var sample = await sender.ReadAsync();
        Assert.Equal(expected, sample.Failure);
        Assert.Equal((sample.To, null), (sample.From, sample.Good));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_page_that_breaks_off_changes_nothing()
    {
        var answers = 0;
        await using var server = FaultServer.Answering(async (connection, _) =>
        {
            if (++answers == 2)
            {
                await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{TrafficSetup.Page(3)}");
                connection.Reset();
                return;
            }

            await connection.AnswerAsync(TrafficSetup.Page(100 + answers));
        });
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url));
        await sender.ReadAsync(1);
        Assert.NotNull((await sender.ReadAsync(16)).Failure);
        Assert.Equal(2, (await sender.ReadAsync(31)).Good);
    }

    [Fact]
    public async Task Metrics_are_read_with_the_TLS_and_the_token_of_the_probes()
    {
        using var certificates = new Certificates();
        using var certificate = certificates.Issue();
        using var token = new TemporaryFile("s3cret\n");
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(TrafficSetup.Page(1)), Certificates.Server(certificate));
        var service = TrafficSetup.Service(server.Url) with { Auth = new Authentication.Bearer(token.Path), Headers = LabelSet.From([new("x-tenant", "probe")]) };
        using var untrusting = TrafficSetup.Sender(service);
        Assert.Contains("certificate", (await untrusting.ReadAsync()).Failure, StringComparison.OrdinalIgnoreCase);
        using var sender = TrafficSetup.Sender(service with { Tls = new TlsSettings { CaFile = certificates.CaFile.Path } });
        Assert.Null((await sender.ReadAsync()).Failure);
        var request = Assert.Single(server.Requests);
        Assert.Contains("\r\nAuthorization: Bearer s3cret\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nx-tenant: probe\r\n", request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_that_the_server_says_back_is_hidden()
    {
        using var token = new TemporaryFile("s3cret");
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync("{\"error\":\"not s3cret\"}", "401 Unauthorized"));
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url) with { Auth = new Authentication.Bearer(token.Path) });
        Assert.DoesNotContain("s3cret", (await sender.ReadAsync()).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_is_logged_once_and_so_is_its_end()
    {
        var log = new RecordedLog();
        var counts = new TrafficCounts();
        var well = false;
        await using var server = FaultServer.Answering((connection, _) => well ? connection.AnswerAsync(TrafficSetup.Page(1) + "rubbish\n") : connection.AnswerAsync("", "503 Busy"));
        using var sender = TrafficSetup.Sender(TrafficSetup.Service(server.Url), log: log, counts: counts);
        await sender.ReadAsync(1);
        await sender.ReadAsync(16);
        well = true;
        await sender.ReadAsync(31);
        await sender.ReadAsync(46);
        Assert.Equal([$"traffic of chat cannot be read from {server.Url}metrics: status 503 ", "traffic of chat is read again "], log.Entries);
        Assert.Equal((2, 2, 2), (counts.Successes, counts.Failures, counts.BadLines));
    }

    [Fact]
    public async Task A_metric_that_the_user_names_and_the_page_does_not_have_is_said_once()
    {
        var log = new RecordedLog();
        await using var server = FaultServer.Answering((connection, _) => connection.AnswerAsync(TrafficSetup.Page(1) + "# TYPE declared_total counter\n"));
        var service = TrafficSetup.Service(server.Url);
        MetricsOverride named = new()
        {
            Bad = CountMapping.Of(MetricSource.Of("failures_totel").With("code", "500")), OutputTokens = CountMapping.Of(MetricSource.Of("declared_total")), Waiting = new(MetricSource.Of("queue")),
        };
        using var sender = TrafficSetup.Sender(service with { Traffic = service.Traffic! with { Metrics = named } }, log: log);
        await sender.ReadAsync(1);
        Assert.Equal(0, (await sender.ReadAsync(16)).Bad);
        Assert.Equal([$"of the metrics that spec.traffic.metrics of chat names, these are not at {server.Url}metrics yet: failures_totel{{code=\"500\"}}; queue "], log.Entries);
    }

    private static async Task SendGzipAsync(FaultConnection connection, byte[] page)
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(page);
        }

        await connection.SendAsync($"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {packed.Length}\r\n\r\n");
        await connection.SendAsync(packed.ToArray());
    }
}
