using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using SlaAgent.Http;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class ApiTests
{
    private static readonly JsonElement s_document = ReadDocument();

    private static string Yaml => Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available(), Documents.Fast("latency", "200ms")) + Documents.Agent();

    [Fact]
    public async Task Every_answer_is_as_the_OpenAPI_document_says()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Incidents.Count > 0, "an incident");
        await UntilOnRecordAsync(agent);
        (string Method, string Path, string Described)[] requests =
        [
            ("GET", "/api/v1/slas", "/api/v1/slas"),
            ("GET", "/api/v1/slas/one-sla", "/api/v1/slas/{name}"),
            ("GET", "/api/v1/slas/none", "/api/v1/slas/{name}"),
            ("GET", "/api/v1/slas/one-sla/report", "/api/v1/slas/{name}/report"),
            ("GET", "/api/v1/slas/one-sla/report?format=xml", "/api/v1/slas/{name}/report"),
            ("GET", "/api/v1/slas/one-sla/report?period=1999", "/api/v1/slas/{name}/report"),
            ("GET", "/api/v1/slas/none/report", "/api/v1/slas/{name}/report"),
            ("GET", "/api/v1/services", "/api/v1/services"),
            ("GET", "/api/v1/services/one/evaluations", "/api/v1/services/{name}/evaluations"),
            ("GET", "/api/v1/services/one/evaluations?limit=0", "/api/v1/services/{name}/evaluations"),
            ("GET", "/api/v1/services/one/evaluations?probe=ready", "/api/v1/services/{name}/evaluations"),
            ("GET", "/api/v1/services/none/evaluations", "/api/v1/services/{name}/evaluations"),
            ("GET", "/api/v1/ledger", "/api/v1/ledger"),
            ("GET", "/api/v1/incidents", "/api/v1/incidents"),
            ("GET", "/api/v1/incidents?open=true", "/api/v1/incidents"),
            ("GET", "/api/v1/incidents/1", "/api/v1/incidents/{id}"),
            ("GET", "/api/v1/incidents/1?format=pdf", "/api/v1/incidents/{id}"),
            ("GET", "/api/v1/incidents/none", "/api/v1/incidents/{id}"),
            ("POST", "/api/v1/incidents/1/close", "/api/v1/incidents/{id}/close"),
            ("GET", "/api/v1/verdict", "/api/v1/verdict"),
            ("GET", "/api/v1/verdict?sla=one-sla", "/api/v1/verdict"),
            ("GET", "/api/v1/verdict?sla=one-sla&objective=latency", "/api/v1/verdict"),
            ("GET", "/api/v1/verdict?sla=one-sla&objective=none", "/api/v1/verdict"),
            ("GET", "/api/v1/verdict?sla=none", "/api/v1/verdict"),
            ("GET", "/api/v1/feedback", "/api/v1/feedback"),
            ("GET", "/api/v1/feedback?service=one", "/api/v1/feedback"),
            ("GET", "/api/v1/feedback?service=none", "/api/v1/feedback"),
            ("POST", "/api/v1/feedback", "/api/v1/feedback"),
            ("GET", "/api/v1/pauses", "/api/v1/pauses"),
            ("POST", "/api/v1/pauses", "/api/v1/pauses"),
            ("DELETE", "/api/v1/pauses/none", "/api/v1/pauses/{id}"),
            ("DELETE", "/api/v1/pauses/none?by=ann", "/api/v1/pauses/{id}"),
            ("GET", "/api/v1/obligations", "/api/v1/obligations"),
            ("GET", "/api/v1/obligations?open=true", "/api/v1/obligations"),
            ("POST", "/api/v1/obligations/none/done", "/api/v1/obligations/{id}/done"),
            ("POST", "/api/v1/obligations/none/statement", "/api/v1/obligations/{id}/statement"),
            ("POST", "/-/reload", "/-/reload"),
            ("PUT", "/-/reload", "/-/reload"),
            ("POST", "/-/drain?service=none", "/-/drain"),
            ("GET", "/-/drain?service=one", "/-/drain"),
            ("POST", "/-/drain", "/-/drain"),
            ("GET", "/openapi.json", "/openapi.json"),
        ];
        foreach (var (method, path, described) in requests)
        {
            using var answer = await SendAsync(agent, method, path);
            await AssertDescribedAsync(answer, method, described);
        }

        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/-/healthy")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/-/ready")).StatusCode);
    }

    [Fact]
    public async Task Every_path_of_the_OpenAPI_document_is_served()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.LastIncidentNumber > 0, "an incident");
        await UntilOnRecordAsync(agent);
        foreach (var path in s_document.GetProperty("paths").EnumerateObject())
        {
            foreach (var operation in path.Value.EnumerateObject())
            {
                using var answer = await SendAsync(agent, operation.Name.ToUpperInvariant(), path.Name.Replace("services/{name}", "services/one", StringComparison.Ordinal).Replace("{name}", "one-sla", StringComparison.Ordinal).Replace("incidents/{id}", "incidents/1", StringComparison.Ordinal));
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, $"{operation.Name} {path.Name}: {answer.StatusCode}");
            }
        }
    }

    [Theory]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("GET", "/favicon.ico", 404)]
    [InlineData("GET", "/api/v1/slas/a/b.c", 404)]
    [InlineData("POST", "/api/v1/slas", 405)]
    [InlineData("DELETE", "/-/drain", 405)]
    [InlineData("GET", "/-/reload", 405)]
    public async Task An_error_of_routing_is_a_problem_too(string method, string path, int status)
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        using var answer = await SendAsync(agent, method, path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        ApiSchema.AssertValid(s_document, s_document.GetProperty("components").GetProperty("schemas").GetProperty("Problem"), body);
        Assert.Equal(status, body.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task What_is_unknown_is_not_ok()
    {
        var yaml = Documents.Service("one", Documents.Nobody, "    - { name: ready, interval: 1h, timeout: 1s, health: { path: /h } }")
            + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent();
        await using var agent = await RunningAgent.StartAsync(yaml);

        foreach (var path in new[] { "/api/v1/verdict?sla=one-sla", "/api/v1/verdict?sla=one-sla&objective=availability" })
        {
            var (status, body) = await agent.JsonAsync(path);
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Equal("unknown", body.GetProperty("verdict").GetString());
            Assert.False(body.GetProperty("ok").GetBoolean());
        }
    }

    [Fact]
    public async Task Without_a_configuration_the_lists_are_empty_and_the_agent_is_alive_and_not_ready()
    {
        await using var agent = await RunningAgent.StartAsync(null);

        foreach (var path in new[] { "/api/v1/slas", "/api/v1/services", "/api/v1/incidents", "/api/v1/pauses", "/api/v1/obligations" })
        {
            Assert.Equal(0, (await agent.JsonAsync(path)).Body.GetArrayLength());
        }

        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync("/-/healthy")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await agent.GetAsync("/-/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await agent.JsonAsync("/-/drain", HttpMethod.Post)).Status);
        Assert.Equal(0, (await agent.ScrapeAsync()).Value("sla_agent_config_last_reload_successful"));
        Assert.Equal("", await (await agent.ScrapeAsync()).PromtoolAsync());
    }

    [Fact]
    public async Task A_request_beyond_bounds_is_refused_and_a_slow_client_holds_nobody_up()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        using var slow = new TcpClient();
        await slow.ConnectAsync(IPAddress.Loopback, agent.Server.Address.Port);
        await slow.GetStream().WriteAsync("GET /metrics HT"u8.ToArray());
        using var large = new HttpRequestMessage(HttpMethod.Get, new Uri(agent.Server.Address, "/metrics"));
        large.Headers.Add("x-large", new string('a', 20_000));

        using var refused = await agent.Http.SendAsync(large);
        var scrapes = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => agent.ScrapeAsync()));

        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, refused.StatusCode);
        Assert.All(scrapes, s => Assert.Equal(20, s.Of("sla_probe_results_total").Count));
        await slow.GetStream().WriteAsync("TP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(slow.GetStream(), Encoding.UTF8);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    /// <summary>Waits until what was agreed is durable, on the record that reports are made of.</summary>
    private static async Task UntilOnRecordAsync(RunningAgent agent)
    {
        for (var answered = HttpStatusCode.NotFound; answered != HttpStatusCode.OK; await Task.Delay(10, TestContext.Current.CancellationToken))
        {
            using var answer = await agent.GetAsync("/api/v1/slas/one-sla/report");
            answered = answer.StatusCode;
            Assert.True(answered is HttpStatusCode.OK or HttpStatusCode.NotFound, answered.ToString());
        }
    }

    private static Task<HttpResponseMessage> SendAsync(RunningAgent agent, string method, string path) =>
        agent.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), new Uri(agent.Server.Address, path)));

    private static async Task AssertDescribedAsync(HttpResponseMessage answer, string method, string path)
    {
        var responses = s_document.GetProperty("paths").GetProperty(path).GetProperty(method.ToLowerInvariant()).GetProperty("responses");
        Assert.True(responses.TryGetProperty(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), out var response), $"{method} {path}: {answer.StatusCode} is not described");
        Assert.True(response.GetProperty("content").TryGetProperty(answer.Content.Headers.ContentType!.MediaType!, out var content), $"{method} {path}: {answer.Content.Headers.ContentType} is not described");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("NaN", text, StringComparison.Ordinal);
        ApiSchema.AssertValid(s_document, content.GetProperty("schema"), JsonDocument.Parse(text).RootElement);
    }

    private static JsonElement ReadDocument()
    {
        using var stream = OpenApiEndpoint.Open();
        return JsonDocument.Parse(stream).RootElement.Clone();
    }
}
