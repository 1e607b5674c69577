using System.Net;
using System.Text;
using System.Text.Json;
using SlaAgent.Tests.Hosting;
using SlaAgent.Tests.Notifications;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class ObligationEndpointsTests
{
    private const string Consequences =
        "consequences: { communication: { within: 4h, receivers: [executives] }, postmortem: { within: 5d }, review: { breaches: 1, within: 90d } }";

    private static string Yaml(Uri receiver, string agent = "") =>
        Documents.Service("one", Documents.Nobody)
        + Documents.Agreement("one-sla", "one", "{ name: availability, availability: { probe: ready }, target: 99.9%, minimumSamples: 2 }")
            .Replace("window: { rolling: 1h }", "window: { rolling: 5m }\n  " + Consequences, StringComparison.Ordinal)
        + Documents.Agent($"evaluation: {{ interval: 100ms }}\nreceivers: [ {{ name: executives, webhook: {{ url: \"{receiver}\" }} }}, {{ name: room, webhook: {{ url: \"{receiver}room\" }} }} ]{agent}");

    [Fact]
    public async Task What_is_owed_is_listed_counted_and_done_once()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(receiver.Url));
        var owed = await OwedAsync(agent);
        Assert.Equal(["communication", "postmortem", "review"], owed.Select(each => Text(each, "kind")).Order());
        Assert.All(owed, each => Assert.Equal(("one-sla", "open"), (Text(each, "sla"), Text(each, "status"))));
        Assert.StartsWith("# availability of one-sla is breached\n", Text(Of(owed, "communication"), "draft"), StringComparison.Ordinal);
        Assert.Null(Text(Of(owed, "postmortem"), "draft"));
        Assert.Equal((3, 0), ((int)(await agent.ScrapeAsync()).Value("sla_obligations_open"), (int)(await agent.ScrapeAsync()).Value("sla_obligations_overdue")));

        var id = Text(Of(owed, "postmortem"), "id")!;
        Assert.Equal((HttpStatusCode.OK, "ann"), await DoneByAsync(agent, id, """{"by":"ann","note":"wiki/42"}"""));
        Assert.Equal((HttpStatusCode.OK, "ann"), await DoneByAsync(agent, id, """{"by":"bob"}"""));
        Assert.Equal(2, (await agent.JsonAsync("/api/v1/obligations?open=true")).Body.GetArrayLength());
        Assert.Equal(2, (await agent.ScrapeAsync()).Value("sla_obligations_open"));
        var all = (await agent.JsonAsync("/api/v1/obligations")).Body.EnumerateArray().ToList();
        Assert.Equal(("done", "wiki/42"), (Text(Of(all, "postmortem"), "status"), Text(Of(all, "postmortem"), "note")));
    }

    [Fact]
    public async Task A_statement_goes_to_those_who_are_owed_it_and_to_nobody_else()
    {
        await using var receiver = await FakeReceiver.StartAsync();
        await using var agent = await RunningAgent.StartAsync(Yaml(receiver.Url));
        var owed = await OwedAsync(agent);
        var id = Text(Of(owed, "communication"), "id")!;
        using (var answer = await PostAsync(agent, $"{id}/statement", """{"by":"ann","statement":"We are sorry.\nIt is over."}"""))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        bool IsStatement(JsonElement alert) => alert.GetProperty("labels").GetProperty("alertname").GetString() == "SlaStatement";
        await Eventually.True(() => receiver.Posts.SelectMany(post => post.Alerts).Count(IsStatement) == 2, "the statement");
        Assert.All(receiver.Posts.Where(post => post.Alerts.Any(IsStatement)), post => Assert.Equal("executives", post.Body.GetProperty("receiver").GetString()));
        var told = receiver.Posts.SelectMany(post => post.Alerts).Where(IsStatement).ToList();
        Assert.Equal(["firing", "resolved"], told.Select(alert => alert.GetProperty("status").GetString()));
        Assert.Equal("We are sorry.\nIt is over.", told[0].GetProperty("annotations").GetProperty("description").GetString());
        using var again = await PostAsync(agent, $"{id}/statement", """{"by":"ann","statement":"Again."}""");
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var noStatement = await PostAsync(agent, $"{Text(Of(owed, "postmortem"), "id")}/statement", """{"by":"ann","statement":"x"}""");
        Assert.Equal(HttpStatusCode.Conflict, noStatement.StatusCode);
    }

    [Theory]
    [InlineData("none/done", "{}", 400, "Say who")]
    [InlineData("none/done", "{\"by\":\"ann\",\"why\":1}", 400, "cannot be read")]
    [InlineData("none/done", "null", 400, "JSON object")]
    [InlineData("none/done", "{\"by\":\"ann\",\"note\":\"\\u0007\"}", 400, "plain characters")]
    [InlineData("none/done", "{\"by\":\"ann\"}", 404, "Nothing is owed by the id 'none'")]
    [InlineData("none/statement", "{\"by\":\"ann\"}", 400, "'statement' is missing")]
    [InlineData("none/statement", "{\"by\":\"ann\",\"statement\":\" \"}", 400, "at most 3000")]
    [InlineData("none/statement", "{\"by\":\"ann\",\"statement\":\"x\"}", 404, "Nothing is owed by the id 'none'")]
    public async Task A_wrong_request_says_what_to_do(string path, string body, int status, string detail)
    {
        await using var agent = await RunningAgent.StartAsync(Yaml(Documents.Nobody));
        using var answer = await PostAsync(agent, path, body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(detail, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_nobody_does_anything()
    {
        var token = Path.GetTempFileName();
        await File.WriteAllTextAsync(token, "t0ken", TestContext.Current.CancellationToken);
        await using var agent = await RunningAgent.StartAsync(Yaml(Documents.Nobody, $"\napiTokenFile: {token}"));
        using var done = await PostAsync(agent, "none/done", """{"by":"ann"}""");
        using var sent = await PostAsync(agent, "none/statement", """{"by":"ann","statement":"x"}""");
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (done.StatusCode, sent.StatusCode));
        File.Delete(token);
    }

    private static async Task<IReadOnlyList<JsonElement>> OwedAsync(RunningAgent agent)
    {
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Obligations.Count == 3, "a breach and what follows");
        return [.. (await agent.JsonAsync("/api/v1/obligations?open=true")).Body.EnumerateArray()];
    }

    private static JsonElement Of(IEnumerable<JsonElement> owed, string kind) => owed.Single(each => Text(each, "kind") == kind);

    private static string? Text(JsonElement each, string name) => each.GetProperty(name).GetString();

    private static async Task<(HttpStatusCode, string?)> DoneByAsync(RunningAgent agent, string id, string body)
    {
        using var answer = await PostAsync(agent, $"{id}/done", body);
        return (answer.StatusCode, Text(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement, "doneBy"));
    }

    private static Task<HttpResponseMessage> PostAsync(RunningAgent agent, string path, string body) => agent.Http.PostAsync(
        new Uri(agent.Server.Address, "/api/v1/obligations/" + path), new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
}
