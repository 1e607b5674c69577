using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SlaAgent.Tests.Hosting;

namespace SlaAgent.Tests.Http;

[Collection("agent in this process")]
public sealed class FeedbackEndpointsTests
{
    private static readonly JsonElement s_document = JsonDocument.Parse(SlaAgent.Http.OpenApiEndpoint.Open()).RootElement;

    private static string Yaml(string agent = "evaluation: { interval: 100ms }") => Documents.Service("one", Documents.Nobody)
            .Replace("  model: m", "  model: m\n  feedback: { task: binary, positive: 1, interval: 1s }", StringComparison.Ordinal)
        + Documents.Service("two", Documents.Nobody) + Documents.Agent(agent);

    private static string Now => DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture);

    [Fact]
    public async Task What_became_of_the_items_is_answered()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());

        var (status, answer) = await PostAsync(agent, $$"""{"service":"one","items":[{"id":"a","prediction":1,"score":0.9,"time":"{{Now}}"},{"id":"b","prediction":0,"time":"{{Now}}"},{"id":"a","label":1}]}""");

        Assert.Equal((HttpStatusCode.OK, 2, 1, 0), (status, answer.GetProperty("created").GetInt32(), answer.GetProperty("completed").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Check("FeedbackAnswer", answer);
    }

    [Fact]
    public async Task Counts_are_shown_and_the_service_becomes_scored()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        await PostAsync(agent, $$"""{"service":"one","items":[{"id":"a","prediction":1,"label":1,"time":"{{Now}}"},{"id":"b","prediction":0,"time":"{{Now}}"}]}""");

        var (status, facts) = await agent.JsonAsync("/api/v1/feedback?service=one");

        Assert.Equal(HttpStatusCode.OK, status);
        Check("Feedback", facts);
        Assert.Equal((2, 1, 0.5), (facts.GetProperty("predictions").GetInt32(), facts.GetProperty("labelled").GetInt32(), facts.GetProperty("labelledRatio").GetDouble()));
        await Eventually.True(() => agent.Server.Runtime.State.Current!.Snapshot.Evaluations.Any(run => run.Result is { Service: "one", Probe: "(feedback)", Examples: 2, Scored: 1, Unknown: 1 }), "a look");
    }

    [Fact]
    public async Task Lines_are_taken_with_the_service_beside_them()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());

        var (status, answer) = await PostAsync(agent, $$"""{"id":"a","prediction":1,"time":"{{Now}}"}""" + "\n" + """{"id":"b"}""", "/api/v1/feedback?service=one", "application/x-ndjson");

        Assert.Equal((HttpStatusCode.MultiStatus, 1, 1), (status, answer.GetProperty("created").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Check("FeedbackAnswer", answer);
        Assert.Equal("neither a prediction nor a label", answer.GetProperty("rejections")[0].GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("""{"service":"two","items":[]}""", "application/json", 404, "There are: one.")]
    [InlineData("""{"items":[]}""", "application/json", 400, "Say of which service")]
    [InlineData("{", "application/json", 400, "not JSON")]
    [InlineData("{}", "text/plain", 415, "application/x-ndjson")]
    public async Task What_cannot_be_taken_is_a_problem_that_says_what_to_do(string body, string type, int status, string detail)
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        var (answered, problem) = await PostAsync(agent, body, type: type);

        Assert.Equal(status, (int)answered);
        Check("Problem", problem);
        Assert.Contains(detail, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_taken_is_no_success()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        var (status, answer) = await PostAsync(agent, """{"service":"one","items":[{"id":"a","prediction":1,"time":"2099-01-01T00:00:00Z"}]}""");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("future", answer.GetProperty("rejections")[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_may_be_larger_than_others_and_not_larger_than_that()
    {
        await using var agent = await RunningAgent.StartAsync(Yaml());
        var items = string.Join(',', Enumerable.Range(0, 10_000).Select(i => $$"""{"id":"{{i}}","prediction":"{{new string('x', 400)}}","time":"{{Now}}"}"""));
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(agent, $$"""{"service":"one","items":[{{items}}]}""")).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync(agent, new string(' ', (8 * 1024 * 1024) + 1))).Status);
    }

    [Fact]
    public async Task Who_writes_needs_the_token_where_there_is_one()
    {
        var folder = new AgentFolder();
        folder.Write("api", "t0ken");
        await using var agent = await RunningAgent.StartAsync(Yaml("apiTokenFile: api"), folder);
        const string body = """{"service":"one","items":[{"id":"a","label":1}]}""";

        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(agent, body)).Status);
        agent.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "t0ken");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(agent, body)).Status);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(RunningAgent agent, string body, string path = "/api/v1/feedback", string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(agent.Server.Address, path)) { Content = content };

        // Whoever asks first is told that a body is too large before it is on its way.
        request.Headers.ExpectContinue = body.Length > 8 * 1024 * 1024;
        using var answer = await agent.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    private static void Check(string schema, JsonElement body) =>
        ApiSchema.AssertValid(s_document, s_document.GetProperty("components").GetProperty("schemas").GetProperty(schema), body);
}
