using System.Text.Json;
using SlaAgent.DemoServer.Dialects;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Tests.Dialects;

/// <summary>What holds for an inference of every dialect.</summary>
public sealed class InferenceTests
{
    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task A_whole_inference_is_answered_with_JSON_and_recorded(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);

        var reply = await server.PostAsync(path, body);

        Assert.Equal((200, "application/json"), (reply.Status, reply.ContentType));
        var served = Assert.Single(server.Server.Requests.Read());
        Assert.Equal(path, served.Path);
        Assert.False(served.Streamed);
        var isText = served.Model == DemoModelServer.TextModelName;
        Assert.Equal(isText ? ServedOutcome.CutShort : ServedOutcome.Completed, served.Outcome);
        Assert.Equal(isText ? 6 : 0, served.OutputTokens);
        Assert.Equal(isText ? 3 : 0, served.PromptTokens);
    }

    [Theory]
    [MemberData(nameof(Samples.Streamed), MemberType = typeof(Samples))]
    public async Task A_streamed_inference_is_counted_token_by_token(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);

        var reply = await server.PostAsync(path, body);

        Assert.Equal(200, reply.Status);
        var served = Assert.Single(server.Server.Requests.Read());
        Assert.Equal((true, 6, ServedOutcome.CutShort), (served.Streamed, served.OutputTokens, served.Outcome));
        Assert.True(served.FirstToken <= served.LastToken && served.LastToken <= served.Duration);
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task An_overload_is_turned_away_with_Retry_After(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { Overload = 429, RetryAfterSeconds = 7 };
        var limited = await server.PostAsync(path, body);
        server.Faults = new FaultSet { Overload = 503 };
        var busy = await server.PostAsync(path, body);

        Assert.Equal((429, "7"), (limited.Status, limited.Headers["Retry-After"]));
        Assert.Equal(503, busy.Status);
        Assert.All(server.Server.Requests.Read(), request => Assert.Equal(ServedOutcome.Overloaded, request.Outcome));
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task A_server_that_is_loading_answers_no_inference(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { Loading = true };
        var loading = await server.PostAsync(path, body);
        server.Faults = new FaultSet { ModelNotReady = true };
        var notReady = await server.PostAsync(path, body);

        Assert.InRange(loading.Status, 400, 503);
        Assert.InRange(notReady.Status, 400, 503);
        Assert.NotEmpty(loading.Text);
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task A_model_that_is_gone_is_404(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { ModelUnknown = true };

        Assert.Equal(404, (await server.PostAsync(path, body)).Status);
        Assert.True(server.Server.Requests.Read().All(request => request.Outcome == ServedOutcome.Refused));
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task A_token_that_is_asked_for_is_needed(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Dialect = dialect, BearerToken = "open-sesame" });

        var without = await server.PostAsync(path, body);
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", "open-sesam");
        var wrong = await server.PostAsync(path, body);
        server.Client.DefaultRequestHeaders.Authorization = new("Bearer", "open-sesame");
        var right = await server.PostAsync(path, body);

        var refused = dialect == Dialect.TorchServe ? 400 : 401;
        Assert.Equal((refused, refused, 200), (without.Status, wrong.Status, right.Status));
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    [MemberData(nameof(Samples.Streamed), MemberType = typeof(Samples))]
    public async Task An_answer_may_be_cut_in_its_middle(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { BodyTruncated = true };

        using var answer = await server.OpenAsync(path, body, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)answer.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal(ServedOutcome.Failed, Assert.Single(server.Server.Requests.Read()).Outcome);
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    [MemberData(nameof(Samples.Streamed), MemberType = typeof(Samples))]
    public async Task An_answer_may_be_a_head_without_a_body(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { HangAfterHeaders = true };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        using var answer = await server.OpenAsync(path, body, leave.Token);
        var reading = answer.Content.ReadAsByteArrayAsync(leave.Token);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.False(reading.IsCompleted);
        await leave.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        answer.Dispose();
        await server.UntilInProgressAsync(0);
        Assert.Equal(ServedOutcome.Aborted, Assert.Single(server.Server.Requests.Read()).Outcome);
    }

    [Theory]
    [MemberData(nameof(Samples.Whole), MemberType = typeof(Samples))]
    public async Task An_error_may_come_under_200(Dialect dialect, string path, string body)
    {
        await using var server = await RunningServer.StartAsync(dialect);
        server.Faults = new FaultSet { ErrorShare = 1 };
        var failed = await server.PostAsync(path, body);
        server.Faults = new FaultSet { ErrorUnder200 = true };
        var reply = await server.PostAsync(path, body);

        Assert.Equal((500, 200), (failed.Status, reply.Status));
        Assert.Contains(reply.Text[..8], failed.Text, StringComparison.Ordinal);
        Assert.All(server.Server.Requests.Read(), request => Assert.Equal(ServedOutcome.Failed, request.Outcome));
    }

    [Theory]
    [InlineData(Dialect.TensorFlowServing, "/v1/models/iris:predict")]
    [InlineData(Dialect.KServeV1, "/v1/models/iris:predict")]
    [InlineData(Dialect.Vertex, "/predict")]
    [InlineData(Dialect.RayServe, "/")]
    public async Task Rows_are_really_classified(Dialect dialect, string path)
    {
        await using var server = await RunningServer.StartAsync(dialect);

        var reply = await server.PostAsync(path, """{"instances":[[5.1,3.5,1.4,0.2],[6.3,3.3,6.0,2.5]]}""");

        var predictions = reply.Json.GetProperty("predictions").EnumerateArray().Select(Class);
        Assert.Equal([0, 2], predictions);
    }

    // A class, or the probabilities of the classes.
    private static int Class(JsonElement prediction) => prediction.ValueKind == JsonValueKind.Number
        ? prediction.GetInt32()
        : prediction.EnumerateArray().Select((value, index) => (value: value.GetDouble(), index)).Max().index;
}
