using System.Net;
using System.Text;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

/// <summary>One incident over HTTP: by number, id or the beginning of one; its facts, its post-mortem's skeleton, and its closing.</summary>
[Collection("agent in this process")]
public sealed class IncidentEndpointTests
{
    private static string Yaml => Documents.Service("one", Documents.Nobody) + Documents.Agreement("one-sla", "one", Documents.Available()) + Documents.Agent("evaluation: { interval: 100ms }");

    [Fact]
    public async Task An_incident_is_shown_by_its_number_its_id_and_the_beginning_of_it()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        var (id, number) = await DownAsync(agent);
        foreach (var key in new[] { $"{number}", $"%23{number}", id, id[..8] })
        {
            var (status, body) = await agent.JsonAsync("/api/v1/incidents/" + key);
            Assert.Equal((HttpStatusCode.OK, id, number), (status, body.GetProperty("id").GetString(), body.GetProperty("number").GetInt64()));
            var kinds = body.GetProperty("timeline").EnumerateArray().Select(happened => happened.GetProperty("kind").GetString()).ToList();
            Assert.Contains("first_bad", kinds);
            Assert.Contains("opened", kinds);
        }

        var listed = (await agent.JsonAsync("/api/v1/incidents")).Body.EnumerateArray().Single(incident => incident.GetProperty("id").GetString() == id);
        Assert.Equal(("open", System.Text.Json.JsonValueKind.Null), (listed.GetProperty("state").GetString(), listed.GetProperty("timeline").ValueKind));
    }

    [Fact]
    public async Task The_skeleton_of_a_post_mortem_is_Markdown()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        var (_, number) = await DownAsync(agent);
        using var answer = await agent.Http.GetAsync(new Uri(agent.Server.Address, $"/api/v1/incidents/{number}?format=md"), TestContext.Current.CancellationToken);
        Assert.Equal("text/markdown", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith($"# Incident {number}: ModelServerDown of one\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_cannot_be_closed()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        var (_, number) = await DownAsync(agent);
        using var refused = await PostAsync(agent, $"{number}", """{"by":"kim"}""");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("goes on", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var unknown = await PostAsync(agent, "999999", """{"by":"kim"}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var nobody = await PostAsync(agent, $"{number}", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
    }

    private static async Task<(string Id, long Number)> DownAsync(RunningAgent agent)
    {
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Incidents.Any(incident => incident.AlertName == "ModelServerDown"), "the server down");
        var down = agent.Server.Runtime.State.Current!.Snapshot.Incidents.Single(incident => incident.AlertName == "ModelServerDown");
        return (down.Id, down.Number);
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningAgent agent, string id, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await agent.Http.PostAsync(new Uri(agent.Server.Address, $"/api/v1/incidents/{id}/close"), content, TestContext.Current.CancellationToken);
    }
}
