using System.Net;
using System.Text.Json;
using SlaAgent.Tests.Gates;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class GateEndpointsTests
{
    private const string Override = """{"sla":"one-sla","for":"2h","reason":"rollback of v4","by":"ann"}""";

    [Fact]
    public async Task A_gate_is_closed_by_a_breach_overridden_closed_again_and_opened_by_recovery()
    {
        await using var gated = await GatedAgent.StartAsync();
        var (status, body) = await gated.AskAsync("GET", "/api/v1/gate");
        Assert.Equal((HttpStatusCode.OK, true, "no breach of one-sla goes on"), (status, body.GetProperty("open").GetBoolean(), body.GetProperty("reason").GetString()));
        Assert.Equal("one-sla", Assert.Single(body.GetProperty("gates").EnumerateArray()).GetProperty("sla").GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await gated.AskAsync("POST", "/api/v1/gate", Override)).Status);

        await gated.BreachAsync();
        (status, body) = await gated.AskAsync("GET", "/api/v1/gate?service=one");
        var gate = body.GetProperty("gates")[0];
        Assert.Equal((HttpStatusCode.Conflict, "closed", false), (status, body.GetProperty("gate").GetString(), body.GetProperty("open").GetBoolean()));
        Assert.Contains("one-sla: availability breached since", body.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal("availability", gate.GetProperty("incidents")[0].GetProperty("objective").GetString());
        Assert.Equal(0, (await gated.Agent.ScrapeAsync()).Value("sla_deployment_gate_open", ("sla", "one-sla")));
        await Eventually.True(() => gated.Agent.ScrapeAsync().GetAwaiter().GetResult().Value("sla_deployment_gate_closed_seconds_total", ("sla", "one-sla")) > 0, "time closed counted");
        Assert.Equal((HttpStatusCode.OK, "open"), await StateAsync(gated, "?sla=free"));

        (status, body) = await gated.AskAsync("POST", "/api/v1/gate", Override);
        var id = body.GetProperty("id").GetString()!;
        Assert.Equal((HttpStatusCode.Created, TimeSpan.FromHours(2)), (status, body.GetProperty("until").GetDateTimeOffset() - body.GetProperty("from").GetDateTimeOffset()));
        (status, body) = await gated.AskAsync("GET", "/api/v1/gate");
        Assert.Equal((HttpStatusCode.OK, id), (status, body.GetProperty("gates")[0].GetProperty("override").GetProperty("id").GetString()));
        Assert.Contains("ann keeps it open until", body.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await gated.Agent.ScrapeAsync()).Value("sla_deployment_gate_open", ("sla", "one-sla")));
        Assert.Equal(HttpStatusCode.Conflict, (await gated.AskAsync("POST", "/api/v1/gate", Override)).Status);

        (_, body) = await gated.AskAsync("DELETE", $"/api/v1/gate/overrides/{id}?by=bob", described: "/api/v1/gate/overrides/{id}");
        Assert.Equal("bob", body.GetProperty("endedBy").GetString());
        Assert.Equal((HttpStatusCode.Conflict, "closed"), await StateAsync(gated));
        (_, body) = await gated.AskAsync("GET", "/api/v1/gate/overrides");
        Assert.Equal((id, false), (body[0].GetProperty("id").GetString(), body[0].GetProperty("active").GetBoolean()));

        await gated.RecoverAsync();
        Assert.Equal((HttpStatusCode.OK, "open"), await StateAsync(gated));
        Assert.Equal(1, (await gated.Agent.ScrapeAsync()).Value("sla_deployment_gate_open", ("sla", "one-sla")));
    }

    [Fact]
    public async Task A_critical_deployment_passes_alone_and_is_listed()
    {
        await using var gated = await GatedAgent.StartAsync();
        await gated.BreachAsync();
        var (status, body) = await gated.AskAsync("POST", "/api/v1/gate", """{"critical":true,"reason":"CVE-2026-1","by":"ann"}""");
        Assert.Equal((HttpStatusCode.OK, true, "closed"), (status, body.GetProperty("open").GetBoolean(), body.GetProperty("gate").GetString()));
        Assert.Contains("critical, passed by ann: CVE-2026-1", body.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, "closed"), await StateAsync(gated));
        (_, body) = await gated.AskAsync("GET", "/api/v1/gate/overrides");
        var order = Assert.Single(body.EnumerateArray());
        Assert.Equal((true, false, "CVE-2026-1"), (order.GetProperty("critical").GetBoolean(), order.GetProperty("active").GetBoolean(), order.GetProperty("reason").GetString()));

        (status, body) = await gated.AskAsync("POST", "/api/v1/gate", """{"critical":true,"reason":"x","by":"ann","sla":"free"}""");
        Assert.Equal((HttpStatusCode.OK, "open"), (status, body.GetProperty("gate").GetString()));
        Assert.Equal(1, (await gated.AskAsync("GET", "/api/v1/gate/overrides")).Body.GetArrayLength());
    }

    [Fact]
    public async Task Whoever_passes_a_gate_needs_the_token_and_whoever_asks_does_not()
    {
        using var folder = new AgentFolder();
        folder.Write("api", "t0ken\n");
        await using var gated = await GatedAgent.StartAsync($"apiTokenFile: {Path.Combine(folder.Root, "api")}");
        await gated.BreachAsync();
        foreach (var body in new[] { Override, """{"critical":true,"reason":"x","by":"ann"}""" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await gated.AskAsync("POST", "/api/v1/gate", body)).Status);
        }

        const string Critical = """{"name":"chat","namespace":"prod","phase":"Progressing","metadata":{"sla":"one-sla","critical":"true","reason":"CVE-2026-1"}}""";
        Assert.Equal(HttpStatusCode.Unauthorized, (await gated.AskAsync("POST", "/api/v1/gate/flagger/confirm", Critical)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await gated.AskAsync("POST", "/api/v1/gate/flagger/confirm", "{}")).Status);
        Assert.Equal(0, (await gated.AskAsync("GET", "/api/v1/gate/overrides")).Body.GetArrayLength());
        Assert.Equal(HttpStatusCode.OK, (await gated.AskAsync("POST", "/api/v1/gate/flagger/confirm", Critical, token: "t0ken")).Status);
        Assert.Equal("flagger prod/chat", (await gated.AskAsync("GET", "/api/v1/gate/overrides")).Body[0].GetProperty("by").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await gated.AskAsync("DELETE", "/api/v1/gate/overrides/none?by=ann", described: "/api/v1/gate/overrides/{id}")).Status);
        Assert.Equal(HttpStatusCode.Created, (await gated.AskAsync("POST", "/api/v1/gate", Override, token: "t0ken")).Status);
    }

    [Fact]
    public async Task What_is_not_known_fails_unless_it_is_said_to_pass()
    {
        var yaml = Documents.Service("one", Documents.Nobody, "    - { name: ready, interval: 1h, timeout: 1s, health: { path: /h } }")
            + Documents.Agreement("one-sla", "one", Documents.Available()).Replace("objectives:", "consequences: { freeze: true }\n  objectives:", StringComparison.Ordinal) + Documents.Agent();
        await using var agent = await RunningAgent.StartAsync(yaml);
        var (status, body) = await agent.JsonAsync("/api/v1/gate");
        Assert.Equal((HttpStatusCode.Conflict, "unknown", false), (status, body.GetProperty("gate").GetString(), body.GetProperty("open").GetBoolean()));
        Assert.StartsWith("one-sla: availability is unknown: ", body.GetProperty("reason").GetString(), StringComparison.Ordinal);
        (status, body) = await agent.JsonAsync("/api/v1/gate?onUnknown=pass");
        Assert.Equal((HttpStatusCode.OK, "unknown", true), (status, body.GetProperty("gate").GetString(), body.GetProperty("open").GetBoolean()));

        await using var unconfigured = await RunningAgent.StartAsync(null);
        (status, body) = await unconfigured.JsonAsync("/api/v1/gate?sla=one-sla");
        Assert.Equal((HttpStatusCode.Conflict, "unknown"), (status, body.GetProperty("gate").GetString()));
        Assert.Contains("no configuration in force yet", body.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await unconfigured.JsonAsync("/api/v1/gate?sla=one-sla&onUnknown=pass")).Status);
    }

    [Theory]
    [InlineData("GET", "?sla=none", null, 404, "no agreement 'none'")]
    [InlineData("GET", "?service=none", null, 404, "no service 'none'")]
    [InlineData("GET", "?sla=free&onUnknown=maybe", null, 400, "pass or fail")]
    [InlineData("POST", "", "null", 400, "JSON object")]
    [InlineData("POST", "", "[]", 400, "cannot be read")]
    [InlineData("POST", "", """{"sla":"one-sla","for":"2h","by":"ann"}""", 400, "'reason' is missing")]
    [InlineData("POST", "", """{"sla":"one-sla","for":"2h","reason":"x"}""", 400, "'by' is missing")]
    [InlineData("POST", "", """{"sla":"one-sla","for":"2","reason":"x","by":"ann"}""", 400, "not a duration")]
    [InlineData("POST", "", """{"sla":"one-sla","for":"25h","reason":"x","by":"ann"}""", 400, "Longer than 1d")]
    [InlineData("POST", "", """{"for":"2h","reason":"x","by":"ann"}""", 400, "which agreement")]
    [InlineData("POST", "", """{"sla":"one-sla","for":"2h","critical":true,"reason":"x","by":"ann"}""", 400, "exclude each other")]
    [InlineData("POST", "", """{"sla":"free","for":"2h","reason":"x","by":"ann"}""", 404, "closes no gate")]
    [InlineData("POST", "", """{"sla":"none","for":"2h","reason":"x","by":"ann"}""", 404, "no agreement 'none'")]
    [InlineData("POST", "", """{"sla":"none","critical":true,"reason":"x","by":"ann"}""", 404, "no agreement 'none'")]
    [InlineData("POST", "/flagger/confirm", "nothing", 400, "what Flagger posts")]
    [InlineData("POST", "/flagger/confirm", """{"metadata":{"sla":"none"}}""", 404, "no agreement 'none'")]
    [InlineData("POST", "/flagger/confirm", """{"metadata":{"onUnknown":"x"}}""", 400, "pass or fail")]
    [InlineData("POST", "/flagger/rollback", "null", 400, "what Flagger posts")]
    [InlineData("POST", "/flagger/rollback", """{"metadata":{"service":"none"}}""", 404, "no service 'none'")]
    [InlineData("DELETE", "/overrides/none", null, 400, "who takes it back")]
    [InlineData("DELETE", "/overrides/none?by=ann", null, 404, "no override 'none'")]
    public async Task A_wrong_request_says_what_to_do(string method, string path, string? body, int status, string detail)
    {
        await using var gated = await GatedAgent.StartAsync();
        var (code, answer) = await gated.AskAsync(method, "/api/v1/gate" + path, body, method == "DELETE" ? "/api/v1/gate/overrides/{id}" : null);
        Assert.Equal(status, (int)code);
        Assert.Contains(detail, answer.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string? Gate)> StateAsync(GatedAgent gated, string query = "")
    {
        var (status, body) = await gated.AskAsync("GET", "/api/v1/gate" + query);
        return (status, body.GetProperty("gate").GetString());
    }
}
