using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using SlaAgent.Core.Exclusions;
using SlaAgent.Hosting;
using SlaAgent.Http;
using SlaAgent.Ledger;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class PauseEndpointsTests
{
    private const string Body = """{"sla":"one-sla","objectives":["availability"],"for":"6h","longest":"12h","reason":"retraining v4","by":"ann"}""";

    private static readonly JsonElement s_document = JsonDocument.Parse(OpenApiEndpoint.Open()).RootElement.Clone();

    private static string Yaml(string agent = "") =>
        Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent(("evaluation: { interval: 100ms }\n" + agent).TrimEnd());

    [Fact]
    public async Task A_pause_is_begun_shown_kept_and_ended()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        using var answer = await PostAsync(agent, Body);
        var pause = await ReadAsync(answer, "/api/v1/pauses", "post");
        var id = pause.GetProperty("id").GetString()!;
        Assert.Equal((HttpStatusCode.Created, $"/api/v1/pauses/{id}"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        Assert.Equal(TimeSpan.FromHours(6), pause.GetProperty("plannedEnd").GetDateTimeOffset() - pause.GetProperty("from").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromHours(12), pause.GetProperty("latestEnd").GetDateTimeOffset() - pause.GetProperty("from").GetDateTimeOffset());

        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Agreements[0].Objectives[0].Reason.StartsWith("retraining v4 until", StringComparison.Ordinal), "the objective excluded");
        Assert.Equal(1, (await agent.ScrapeAsync()).Value("sla_pauses_active"));
        using (var refused = await PostAsync(agent, Body))
        {
            Assert.Contains(id, (await ReadAsync(refused, "/api/v1/pauses", "post")).GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        }

        using var ended = await agent.Http.DeleteAsync(new Uri(agent.Server.Address, $"/api/v1/pauses/{id}?by=bob"));
        Assert.Equal(("ended", "resumed", "bob"), Ended(await ReadAsync(ended, "/api/v1/pauses/{id}", "delete")));
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Pauses is [{ EndedAt: not null }], "the end shown");
        using var list = await agent.GetAsync("/api/v1/pauses");
        Assert.Equal(("ended", "resumed", "bob"), Ended((await ReadAsync(list, "/api/v1/pauses", "get"))[0]));
        Assert.Equal(0, (await agent.JsonAsync("/api/v1/pauses?active=true")).Body.GetArrayLength());
        Assert.Equal(0, (await agent.ScrapeAsync()).Value("sla_pauses_active"));
    }

    [Theory]
    [InlineData("", 400, "body")]
    [InlineData("null", 400, "JSON object")]
    [InlineData("[]", 400, "JSON object")]
    [InlineData("{\"sla\":\"one-sla\",\"for\":\"6h\",\"by\":\"ann\"}", 400, "'reason' is missing")]
    [InlineData("{\"sla\":\"one-sla\",\"for\":\"6\",\"by\":\"ann\",\"reason\":\"x\"}", 400, "'for' is not a duration")]
    [InlineData("{\"sla\":\"one-sla\",\"for\":\"6h\",\"by\":\"ann\",\"reason\":\"x\",\"longest\":\"y\"}", 400, "'longest' is not a duration")]
    [InlineData("{\"sla\":\"one-sla\",\"for\":\"6h\",\"by\":\"ann\",\"reason\":\"x\",\"from\":\"yesterday\"}", 400, "cannot be read")]
    [InlineData("{\"sla\":\"one-sla\",\"for\":\"25h\",\"by\":\"ann\",\"reason\":\"x\",\"all\":true}", 400, "pauses.longest")]
    [InlineData("{\"sla\":\"one-sla\",\"for\":\"6h\",\"by\":\"ann\",\"reason\":\"x\"}", 400, "no objective of accuracy")]
    [InlineData("{\"sla\":\"two-sla\",\"for\":\"6h\",\"by\":\"ann\",\"reason\":\"x\"}", 404, "no agreement 'two-sla'")]
    public async Task A_wrong_request_says_what_to_do(string body, int status, string detail)
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        using var answer = await PostAsync(agent, body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(detail, (await ReadAsync(answer, "/api/v1/pauses", "post")).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_configuration_nothing_is_paused()
    {
        await using var agent = await RunningAgent.StartAsync(null);
        using var answer = await PostAsync(agent, Body);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData(true, "127.0.0.1", null, null, 401)]
    [InlineData(true, "10.0.0.7", null, null, 401)]
    [InlineData(true, "127.0.0.1", "Authorization", "Bearer wrong", 401)]
    [InlineData(true, "10.0.0.7", "Authorization", "Bearer t0ken", 400)]
    [InlineData(true, "10.0.0.7", "Origin", "http://evil.example", 403)]
    [InlineData(false, "127.0.0.1", null, null, 400)]
    [InlineData(false, "127.0.0.1", "Host", "evil.example", 403)]
    [InlineData(false, "127.0.0.1", "Sec-Fetch-Site", "cross-site", 403)]
    [InlineData(false, "10.0.0.7", null, null, 403)]
    [InlineData(false, "10.0.0.7", "Authorization", "Bearer t0ken", 403)]
    public async Task Only_who_has_the_token_writes_and_without_one_only_this_machine(bool hasToken, string from, string? header, string? value, int status)
    {
        using var folder = new AgentFolder();
        folder.Write("api", "t0ken\n");
        await using var agent = await RunningAgent.StartAsync(Yaml(hasToken ? $"apiTokenFile: {Path.Combine(folder.Root, "api")}" : ""));
        await using var front = await FrontAsync(agent, from);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Delete, front.Urls.First() + "/api/v1/pauses/none");
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var answer = await http.SendAsync(request);
        await ReadAsync(answer, "/api/v1/pauses/{id}", "delete");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 401, answer.Headers.WwwAuthenticate.Count > 0);
    }

    [Fact]
    public async Task The_token_is_read_again_when_it_changes()
    {
        using var folder = new AgentFolder();
        folder.Write("api", "t0ken");
        await using var agent = await RunningAgent.StartAsync(Yaml($"apiTokenFile: {Path.Combine(folder.Root, "api")}"));
        folder.Write("api", "an0ther");
        using var before = await PostAsync(agent, Body, "t0ken");
        using var after = await PostAsync(agent, Body, "an0ther");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Created), (before.StatusCode, after.StatusCode));
    }

    [Fact]
    public void Pauses_are_written_down_and_read_again_as_they_were()
    {
        var at = new DateTimeOffset(2026, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);
        var pause = new Pause
        {
            Id = "00ff", Agreement = "gold", Objectives = ["a", "b"], By = "ann", Reason = "a / \"b\" 1", From = at, PlannedEnd = at.AddHours(6), LatestEnd = at.AddHours(12),
            EndedAt = at.AddHours(7), Ending = PauseEnding.Resumed, EndedBy = "bob",
        };
        var facts = StateFacts.Of([new("00ff", pause), new("gone", null)]).ToDictionary(fact => fact.Key, fact => fact.Value);
        Assert.Null(facts["pause/gone"]);
        var kept = new LedgerContents { Facts = new Dictionary<string, string> { ["pause/00ff"] = facts["pause/00ff"]!, ["pause/1"] = "{}", ["pause/2"] = facts["pause/00ff"]!, ["pause/3"] = "x" } };
        Assert.Equal([pause], StateFacts.Read(kept).Pauses);
    }

    private static (string?, string?, string?) Ended(JsonElement pause) =>
        (pause.GetProperty("status").GetString(), pause.GetProperty("ending").GetString(), pause.GetProperty("endedBy").GetString());

    private static async Task<HttpResponseMessage> PostAsync(RunningAgent agent, string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent.Server.Address, "/api/v1/pauses")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await agent.Http.SendAsync(request);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer, string path, string method)
    {
        var responses = s_document.GetProperty("paths").GetProperty(path).GetProperty(method).GetProperty("responses");
        var content = responses.GetProperty(((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)).GetProperty("content");
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.Clone();
        ApiSchema.AssertValid(s_document, content.GetProperty(answer.Content.Headers.ContentType!.MediaType!).GetProperty("schema"), body);
        return body;
    }

    /// <summary>The same endpoints behind a connection that seems to come from <paramref name="from"/>.</summary>
    private static async Task<WebApplication> FrontAsync(RunningAgent agent, string from)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(from);
            return next(context);
        });
        app.MapPauses(agent.Server.Runtime.State, () => agent.Server.Runtime.Pauses, new AgentLifecycle(agent.Server.Runtime, agent.Server.Reloader));
        await app.StartAsync();
        return app;
    }
}
