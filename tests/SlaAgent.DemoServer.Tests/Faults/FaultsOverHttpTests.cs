using Microsoft.Extensions.Time.Testing;
using SlaAgent.DemoServer.Faults;

namespace SlaAgent.DemoServer.Tests.Faults;

public sealed class FaultsOverHttpTests : IAsyncLifetime
{
    private const string Infer = "/v2/models/iris/infer";
    private const string Chat = "/v1/chat/completions";
    private const string Flower = """{"inputs":[{"name":"x","datatype":"FP64","shape":[1,4],"data":[5.1,3.5,1.4,0.2]}]}""";
    private const string Question = """{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],"max_tokens":8}""";
    private const string Stream = """{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}],"max_tokens":8,"stream":true}""";
    private readonly FakeTimeProvider _time = new();
    private RunningServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync(_time);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData(Infer, Flower)]
    [InlineData(Chat, Question)]
    public async Task Extra_latency_delays_inference_by_what_was_asked(string path, string body)
    {
        _server.Faults = new FaultSet { ExtraLatencySeconds = 60 };

        var answer = _server.PostAsync(path, body);
        await _time.AdvanceUntilAsync(answer, TimeSpan.FromSeconds(1));

        Assert.Equal(200, (await answer).Status);
        Assert.True(_time.GetUtcNow() - _time.Start >= TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(Infer, Flower)]
    [InlineData(Chat, Question)]
    public async Task The_error_share_of_inferences_fails_with_the_status_asked_for(string path, string body)
    {
        _server.Faults = new FaultSet { ErrorShare = 0.25, ErrorStatus = 502 };

        List<int> statuses = [];
        for (var request = 0; request < 8; request++)
        {
            statuses.Add((await _server.PostAsync(path, body)).Status);
        }

        Assert.Equal([200, 200, 200, 502, 200, 200, 200, 502], statuses);
        Assert.Equal(200, (await _server.GetAsync("/health")).Status);
    }

    [Theory]
    [InlineData(Infer, Flower)]
    [InlineData(Chat, Question)]
    [InlineData(Chat, Stream)]
    public async Task A_hang_is_behind_a_good_health_and_ends_with_its_bound(string path, string body)
    {
        _server.Faults = new FaultSet { Hang = true };

        var hanging = _server.OpenAsync(path, body, TestContext.Current.CancellationToken);
        foreach (var health in (string[])["/health", "/v2/health/live", "/v2/health/ready", "/v2/models/iris/ready"])
        {
            Assert.Equal(200, (await _server.GetAsync(health)).Status);
        }

        Assert.False(hanging.IsCompleted);
        var ended = Assert.ThrowsAsync<HttpRequestException>(() => hanging);
        await _time.AdvanceUntilAsync(ended, TimeSpan.FromMinutes(1));
        Assert.True(_time.GetUtcNow() - _time.Start >= TimeSpan.FromMinutes(10));
    }

    [Fact(Timeout = 30_000)]
    public async Task Hanging_requests_end_when_the_server_stops()
    {
        _server.Faults = new FaultSet { Hang = true };
        var hanging = _server.OpenAsync(Infer, Flower, TestContext.Current.CancellationToken);
        await _server.UntilInProgressAsync(1);

        await _server.Server.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Theory(Timeout = 30_000)]
    [InlineData(Infer, Flower)]
    [InlineData(Chat, Stream)]
    public async Task A_hanging_request_ends_when_its_client_leaves(string path, string body)
    {
        _server.Faults = new FaultSet { Hang = true };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var hanging = _server.OpenAsync(path, body, leave.Token);
        await _server.UntilInProgressAsync(1);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);
        await _server.UntilInProgressAsync(0);
    }

    [Fact]
    public async Task Failing_health_leaves_inference_alone()
    {
        _server.Faults = new FaultSet { HealthFailing = true };

        foreach (var health in (string[])["/health", "/v2/health/live", "/v2/health/ready", "/v2/models/iris/ready"])
        {
            Assert.Equal(503, (await _server.GetAsync(health)).Status);
        }

        Assert.Equal(200, (await _server.PostAsync(Infer, Flower)).Status);
        Assert.Equal(200, (await _server.PostAsync(Chat, Question)).Status);
    }

    [Fact]
    public async Task Aborted_connections_give_no_answer_but_can_be_switched_back()
    {
        _server.Faults = new FaultSet { AbortConnections = true };
        await Assert.ThrowsAsync<HttpRequestException>(() => _server.GetAsync("/health"));
        await Assert.ThrowsAsync<HttpRequestException>(() => _server.PostAsync(Infer, Flower));

        Assert.Equal(200, (await _server.SendAsync(HttpMethod.Put, "/demo/faults", "{}")).Status);

        Assert.Equal(200, (await _server.GetAsync("/health")).Status);
    }

    [Fact]
    public async Task An_error_in_the_stream_comes_under_200_after_the_first_tokens()
    {
        _server.Faults = new FaultSet { StreamError = true };

        var reply = await _server.PostAsync(Chat, Stream);

        Assert.Equal(200, reply.Status);
        Assert.Equal(4, reply.Chunks.Length);
        Assert.Equal("server_error", reply.Chunks[3].GetProperty("error").GetProperty("type").GetString());
        Assert.Equal("[DONE]", reply.Events[^1]);
    }

    [Fact]
    public async Task A_truncated_stream_ends_without_reason_and_without_done()
    {
        _server.Faults = new FaultSet { StreamTruncated = true };

        var reply = await _server.PostAsync(Chat, Stream);

        Assert.Equal(3, reply.Chunks.Length);
        Assert.DoesNotContain("[DONE]", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\"finish_reason\":\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_stream_sends_its_first_tokens_and_then_nothing_until_its_bound()
    {
        _server.Faults = new FaultSet { StreamStalled = true };
        using var answer = await _server.OpenAsync(Chat, Stream, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        for (var line = 0; line < 6; line++)
        {
            Assert.NotNull(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        var next = reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();
        Assert.False(next.IsCompleted);
        var ended = Assert.ThrowsAnyAsync<IOException>(() => next);
        await _time.AdvanceUntilAsync(ended, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_empty_completion_has_no_token_streamed_or_not()
    {
        _server.Faults = new FaultSet { EmptyCompletion = true };

        var whole = await _server.PostAsync(Chat, Question);
        var stream = await _server.PostAsync(Chat, Stream);

        Assert.Equal("", whole.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        Assert.Equal(0, whole.Json.GetProperty("usage").GetProperty("completion_tokens").GetInt32());
        Assert.Equal(2, stream.Chunks.Length);
        Assert.Equal("[DONE]", stream.Events[^1]);
    }

    [Fact]
    public async Task A_wrong_prediction_is_another_class()
    {
        _server.Faults = new FaultSet { WrongPrediction = true };

        var reply = await _server.PostAsync(Infer, Flower);

        Assert.Equal(200, reply.Status);
        Assert.Equal("[1]", reply.Json.GetProperty("outputs")[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task Faults_are_switched_and_shown_over_HTTP()
    {
        var put = await _server.SendAsync(HttpMethod.Put, "/demo/faults", """{"errorShare":0.5,"hang":true}""");
        var get = await _server.GetAsync("/demo/faults");

        Assert.Equal(200, put.Status);
        Assert.Equal(put.Text, get.Text);
        Assert.Equal(new FaultSet { ErrorShare = 0.5, Hang = true }, _server.Server.Faults.Current);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"nothing":1}""")]
    [InlineData("""{"errorShare":7}""")]
    public async Task Bad_faults_are_refused_and_change_nothing(string body)
    {
        var before = new FaultSet { EmptyCompletion = true };
        _server.Faults = before;

        Assert.Equal(400, (await _server.SendAsync(HttpMethod.Put, "/demo/faults", body)).Status);
        Assert.Equal(before, _server.Server.Faults.Current);
    }

    [Fact]
    public async Task Faults_take_no_other_method() => Assert.Equal(405, (await _server.PostAsync("/demo/faults", "{}")).Status);
}
