using System.Diagnostics;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Tests.Serving;

public sealed class RequestLogTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public async Task Arrivals_are_on_the_clock_that_the_test_can_read()
    {
        await using var server = await RunningServer.StartAsync();

        var before = Stopwatch.GetTimestamp();
        await server.PostAsync(Chat, Body(""","max_tokens":3,"user":"sla-agent" """));
        var after = Stopwatch.GetTimestamp();

        var request = Assert.Single(server.Server.Requests.Read());
        Assert.InRange(request.Arrived, before, after);
        Assert.True(request.Duration <= Stopwatch.GetElapsedTime(before, after));
        Assert.Equal("sla-agent", request.User);
    }

    [Fact]
    public async Task Only_the_latest_are_kept_and_all_are_counted()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { RequestLogCapacity = 2 });
        for (var tokens = 1; tokens <= 4; tokens++)
        {
            await server.PostAsync(Chat, Body($",\"max_tokens\":{tokens}"));
        }

        Assert.Equal([3, 4], server.Server.Requests.Read().Select(request => request.OutputTokens));
        Assert.Equal(4, server.Server.Requests.Total);
        server.Server.Requests.Clear();
        Assert.Empty(server.Server.Requests.Read());
    }

    [Fact]
    public async Task More_than_may_wait_are_turned_away_and_the_others_take_their_turn()
    {
        await using var server = await RunningServer.StartAsync(options: RunningServer.Quick with { Slots = 1, MaxWaiting = 1 });
        server.Faults = new FaultSet { Hang = true };
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = server.OpenAsync(Chat, Body(""), leave.Token);
        await server.UntilInProgressAsync(1);
        server.Faults = FaultSet.None;
        Task<Reply>[] more = [server.PostAsync(Chat, Body("")), server.PostAsync(Chat, Body(""))];

        var tooMany = await Task.WhenAny(more);
        Assert.Equal(429, (await tooMany).Status);
        await leave.CancelAsync();

        Assert.Equal(200, (await more.Single(reply => reply != tooMany)).Status);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await server.UntilInProgressAsync(0);
        Assert.Equal(
            [ServedOutcome.Completed, ServedOutcome.Overloaded, ServedOutcome.Aborted],
            server.Server.Requests.Read().Select(request => request.Outcome).Order());
    }

    private static string Body(string more) => $$"""{"model":"demo-chat","messages":[{"role":"user","content":"Still there?"}]{{more}}}""";
}
