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
        var id = await DownAsync(agent);
        foreach (var key in new[] { "1", "%231", id, id[..6] })
        {
            var (status, body) = await agent.JsonAsync("/api/v1/incidents/" + key);
            Assert.Equal((HttpStatusCode.OK, id, 1), (status, body.GetProperty("id").GetString(), body.GetProperty("number").GetInt32()));
            Assert.Equal(["first_bad", "opened"], body.GetProperty("timeline").EnumerateArray().Select(happened => happened.GetProperty("kind").GetString()).Take(2));
        }

        var listed = (await agent.JsonAsync("/api/v1/incidents")).Body.EnumerateArray().Single(incident => incident.GetProperty("id").GetString() == id);
        Assert.Equal(("open", System.Text.Json.JsonValueKind.Null), (listed.GetProperty("state").GetString(), listed.GetProperty("timeline").ValueKind));
    }

    [Fact]
    public async Task The_skeleton_of_a_post_mortem_is_Markdown()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        await DownAsync(agent);
        using var answer = await agent.Http.GetAsync(new Uri(agent.Server.Address, "/api/v1/incidents/1?format=md"), TestContext.Current.CancellationToken);
        Assert.Equal("text/markdown", answer.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("# Incident 1: ModelServerDown of one\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_goes_on_cannot_be_closed()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml);
        await DownAsync(agent);
        using var refused = await PostAsync(agent, "1", """{"by":"kim"}""");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("goes on", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var unknown = await PostAsync(agent, "99", """{"by":"kim"}""");
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var nobody = await PostAsync(agent, "1", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
    }

    private static async Task<string> DownAsync(RunningAgent agent)
    {
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Incidents.Any(incident => incident is { AlertName: "ModelServerDown", Number: 1 }), "the server down");
        return agent.Server.Runtime.State.Current!.Snapshot.Incidents.Single(incident => incident.Number == 1).Id;
    }

    private static async Task<HttpResponseMessage> PostAsync(RunningAgent agent, string id, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await agent.Http.PostAsync(new Uri(agent.Server.Address, $"/api/v1/incidents/{id}/close"), content, TestContext.Current.CancellationToken);
    }
}
