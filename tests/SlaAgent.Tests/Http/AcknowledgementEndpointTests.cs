using System.Net;
using System.Text;
using System.Text.Json;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class AcknowledgementEndpointTests
{
    private static string Yaml(string agent = "") =>
        Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent(("evaluation: { interval: 100ms }\n" + agent).TrimEnd());

    [Fact]
    public async Task Who_takes_an_incident_on_is_answered_shown_and_kept_and_stands()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        var id = await DownAsync(agent);
        using (var answer = await PostAsync(agent, id, """{"by":"kim","note":"on it"}"""))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("kim", By(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement));
        }

        using (var again = await PostAsync(agent, id, """{"by":"lee"}"""))
        {
            Assert.Equal((HttpStatusCode.OK, "kim"), (again.StatusCode, By(JsonDocument.Parse(await again.Content.ReadAsStringAsync()).RootElement)));
        }

        var shown = (await agent.JsonAsync("/api/v1/incidents?open=true")).Body.EnumerateArray().Single(incident => incident.GetProperty("id").GetString() == id);
        Assert.Equal(("kim", "on it"), (By(shown), shown.GetProperty("acknowledgement").GetProperty("note").GetString()));
    }

    [Theory]
    [InlineData("{}", 400, "Say who")]
    [InlineData("{\"by\":\" \"}", 400, "Say who")]
    [InlineData("{\"by\":\"kim\",\"why\":1}", 400, "cannot be read")]
    [InlineData("null", 400, "JSON object")]
    [InlineData("{\"by\":\"kim\",\"note\":\"\\u0007\"}", 400, "plain characters")]
    [InlineData("{\"by\":\"kim\"}", 404, "There is no incident ")]
    public async Task A_wrong_request_says_what_to_do(string body, int status, string detail)
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        using var answer = await PostAsync(agent, "none", body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(detail, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_nobody_takes_anything_on()
    {
        var token = Path.GetTempFileName();
        await File.WriteAllTextAsync(token, "t0ken", TestContext.Current.CancellationToken);
        await using var agent = await RunningAgent.StartAsync(Yaml($"apiTokenFile: {token}"));
        var id = await DownAsync(agent);
        using var refused = await PostAsync(agent, id, """{"by":"kim"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var taken = await PostAsync(agent, id, """{"by":"kim"}""", "t0ken");
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        File.Delete(token);
    }

    private static async Task<string> DownAsync(RunningAgent agent)
    {
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Incidents.Any(incident => incident.AlertName == "ModelServerDown"), "the server down");
        return agent.Server.Runtime.State.Current!.Snapshot.Incidents.Single(incident => incident.AlertName == "ModelServerDown").Id;
    }

    private static string? By(JsonElement incident) => incident.GetProperty("acknowledgement").GetProperty("by").GetString();

    private static async Task<HttpResponseMessage> PostAsync(RunningAgent agent, string id, string body, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent.Server.Address, $"/api/v1/incidents/{id}/ack"))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (token is not null)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        return await agent.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
