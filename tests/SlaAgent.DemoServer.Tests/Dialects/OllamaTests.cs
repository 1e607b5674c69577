using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Dialects;

public sealed class OllamaTests
{
    private const string Generate = "/api/generate";
    private const string Chat = """{"model":"demo-chat:latest","messages":[{"role":"user","content":"Still there?"}],"options":{"num_predict":3}}""";

    [Fact]
    public async Task A_stream_is_lines_of_JSON_and_the_default()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Ollama);

        var reply = await server.PostAsync("/api/chat", Chat);

        Assert.Equal("application/x-ndjson", reply.ContentType);
        Assert.Equal([false, false, false, true], reply.Lines.Select(line => line.GetProperty("done").GetBoolean()));
        Assert.All(reply.Lines[..3], line => Assert.NotEmpty(line.GetProperty("message").GetProperty("content").GetString()!));
        Assert.Equal((3, "length"), (reply.Lines[3].GetProperty("eval_count").GetInt32(), reply.Lines[3].GetProperty("done_reason").GetString()));
    }

    [Fact]
    public async Task Durations_are_nanoseconds()
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(
            time, new DemoServerOptions { Dialect = Dialect.Ollama, FirstTokenDelay = TimeSpan.FromSeconds(2), TokenInterval = TimeSpan.Zero });

        var reply = server.PostAsync(Generate, Prompt(""","stream":false"""));
        await time.AdvanceUntilAsync(reply, TimeSpan.FromMilliseconds(100));

        Assert.InRange((await reply).Json.GetProperty("prompt_eval_duration").GetInt64(), 2_000_000_000, 60_000_000_000);
        Assert.InRange((await reply).Json.GetProperty("total_duration").GetInt64(), 2_000_000_000, 60_000_000_000);
    }

    [Theory]
    [InlineData("", "00:05:00", null)]
    [InlineData(""","keep_alive":"10m" """, "00:10:00", "10m")]
    [InlineData(""","keep_alive":30""", "00:00:30", "30")]
    [InlineData(""","keep_alive":0""", null, "0")]
    public async Task Keep_alive_decides_how_long_the_model_stays(string more, string? stay, string? seen)
    {
        var time = new FakeTimeProvider();
        await using var server = await RunningServer.StartAsync(time, RunningServer.Quick with { Dialect = Dialect.Ollama });
        Assert.Empty((await server.GetAsync("/api/ps")).Json.GetProperty("models").EnumerateArray());

        await server.PostAsync(Generate, Prompt(more));

        var models = (await server.GetAsync("/api/ps")).Json.GetProperty("models");
        Assert.Equal(seen, Assert.Single(server.Server.Requests.Read()).KeepAlive);
        DateTimeOffset? expires = models.GetArrayLength() == 0 ? null : models[0].GetProperty("expires_at").GetDateTimeOffset();
        DateTimeOffset? expected = stay is null ? null : time.GetUtcNow() + TimeSpan.Parse(stay, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected, expires);
    }

    [Fact]
    public async Task Errors_are_one_field_and_a_line_within_a_stream()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Ollama);
        var unknown = await server.PostAsync(Generate, """{"model":"other","prompt":"x"}""");
        server.Faults = new FaultSet { StreamError = true };
        var within = await server.PostAsync("/api/chat", Chat);

        Assert.Equal((404, """{"error":"model 'other' not found"}"""), (unknown.Status, unknown.Text));
        Assert.Equal(200, within.Status);
        Assert.Equal(3, within.Lines.Length);
        Assert.True(within.Lines[2].TryGetProperty("error", out _));
    }

    [Fact]
    public async Task It_has_the_OpenAI_API_beside_its_own_and_no_metrics()
    {
        await using var server = await RunningServer.StartAsync(Dialect.Ollama);

        Assert.Equal("library", (await server.GetAsync("/v1/models")).Json.GetProperty("data")[0].GetProperty("owned_by").GetString());
        Assert.Equal("demo-chat:latest", (await server.GetAsync("/api/tags")).Json.GetProperty("models")[0].GetProperty("name").GetString());
        Assert.Equal(404, (await server.GetAsync("/metrics")).Status);
        using var head = new HttpRequestMessage(HttpMethod.Head, "/");
        using var answer = await server.Client.SendAsync(head, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static string Prompt(string more) => $$"""{"model":"demo-chat","prompt":"Still there?","options":{"num_predict":3}{{more}}}""";
}
