using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The requests of users, as the agent counts them from the server's own metrics, against what the server itself has written down.</summary>
public sealed class TrafficTests
{
    private const string Availability = "    - { name: availability, availability: { source: traffic }, target: 50% }";
    private const string Latency = "    - { name: latency, latency: { source: traffic, percentile: 95, threshold: 500ms } }";

    private static readonly TimeSpan Threshold = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Every_request_of_a_user_is_one_event_good_or_bad_as_the_server_itself_wrote_down()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        await using var agent = await world.StartChatAgentAsync(Availability + "\n" + Latency);
        using var users = new ChatUsers(world);

        await UseInEveryWayAsync(world, users, agent);
        var ended = world.Server.Requests.Read();
        var answered = ended.Where(r => r.Outcome is ServedOutcome.Completed or ServedOutcome.CutShort).ToList();
        var failed = ended.Count(r => r.Outcome is ServedOutcome.Failed or ServedOutcome.Aborted);
        Assert.Equal((21, 9, 33), (answered.Count, failed, ended.Length));
        await agent.UntilChatEventsAsync(answered.Count + failed);
        await agent.UntilChatEventsAsync(answered.Count + failed, "latency");
        await agent.UntilReadAgainAsync();

        Assert.Equal((answered.Count, answered.Count + failed), await agent.ChatCountsAsync());
        Assert.Equal((answered.Count(r => r.Duration <= Threshold), answered.Count + failed), await agent.ChatCountsAsync("latency"));
        Assert.Equal(answered.Count, await agent.MetricAsync("sla_traffic_requests_total", "service=\"chat\"", "outcome_class=\"good\""));
        Assert.Equal(failed, await agent.MetricAsync("sla_traffic_requests_total", "service=\"chat\"", "outcome_class=\"bad\""));
        Assert.Equal(ended.Sum(r => r.OutputTokens), await agent.MetricAsync("sla_traffic_output_tokens_total"));
        Assert.Equal(answered.Count, await agent.MetricAsync("sla_traffic_duration_seconds_count"));
        Assert.Equal(answered.Count(r => r.Duration <= Threshold), await agent.MetricAsync("sla_traffic_duration_seconds_bucket", "le=\"0.5\""));
        Assert.Equal(ended.Count(r => r.FirstToken is not null), await agent.MetricAsync("sla_traffic_time_to_first_token_seconds_count"));
        await Promtool.AssertCleanAsync(agent);
    }

    [Fact]
    public async Task Slices_in_which_enough_requests_end_are_good_and_those_in_which_requests_only_wait_are_bad()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        await using var agent = await world.StartChatAgentAsync(
            "    - { name: throughput, throughput: { source: traffic, atLeast: 0.5/s }, timeslices: { length: 2s }, target: 50% }");
        using var users = new ChatUsers(world);
        using var over = new CancellationTokenSource();
        var asking = users.KeepAskingAsync(over.Token);

        await Wait.UntilAsync("good slices", async () => (await agent.ChatCountsAsync("throughput")).Good >= 2, () => agent.Output);
        var (good, events) = await agent.ChatCountsAsync("throughput");
        Assert.Equal(good, events);

        world.Break(new FaultSet { Hang = true });
        await Wait.UntilAsync("bad slices", async () => await agent.ChatCountsAsync("throughput") is var c && c.Events - c.Good >= 2, () => agent.Output);
        await Promtool.AssertCleanAsync(agent);
        Assert.True((await agent.ChatCountsAsync("throughput")).Good >= good);

        await over.CancelAsync();
        users.Dispose();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task A_kill_counts_nothing_twice_loses_at_most_the_last_second_and_counting_goes_on()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        using var users = new ChatUsers(world);
        await using (var agent = await world.StartChatAgentAsync(Availability))
        {
            await users.AskAsync(10);
            await agent.UntilChatEventsAsync(10);

            // Ten readings are two seconds: what was counted before is behind what may be lost.
            await agent.UntilReadAgainAsync(10);
            world.Break(new FaultSet { StreamError = true });
            await users.AskAsync(4, stream: true);
            await agent.UntilChatEventsAsync(14);
            Assert.Equal((10, 14), await agent.ChatCountsAsync());
            await agent.KillAsync();
        }

        world.Repair();
        await users.AskAsync(3);
        await using var next = await world.StartChatAgentAsync(Availability);
        var (good, events) = await next.ChatCountsAsync();
        Assert.Equal(10, good);
        Assert.InRange(events, 10, 14);

        // What ended while no agent was there has nothing that it could be compared with.
        await users.AskAsync(5);
        await next.UntilChatEventsAsync(events + 5);
        await next.UntilReadAgainAsync();
        Assert.Equal((good + 5, events + 5), await next.ChatCountsAsync());
        Assert.Equal(5, await next.MetricAsync("sla_traffic_requests_total", "outcome_class=\"good\""));
        await Promtool.AssertCleanAsync(next);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Counters_that_begin_anew_cost_no_event_and_give_no_negative_one(bool isReplaced)
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        await using var agent = await world.StartChatAgentAsync(Availability + "\n" + Latency);
        using var users = new ChatUsers(world);
        await AskAndFailAsync(world, users, good: 9, bad: 3);
        await agent.UntilChatEventsAsync(12);

        if (isReplaced)
        {
            await world.ReplaceServerAsync(ChatService.Options);
        }
        else
        {
            world.Server.ResetMetrics();
        }

        await AskAndFailAsync(world, users, good: 3, bad: 3);
        await agent.UntilChatEventsAsync(18);
        await agent.UntilChatEventsAsync(18, "latency");
        await agent.UntilReadAgainAsync();

        Assert.Equal((9 + 3, 18), await agent.ChatCountsAsync());
        Assert.Equal(18, (await agent.ChatCountsAsync("latency")).Events);
        Assert.Equal(12, await agent.MetricAsync("sla_traffic_requests_total", "outcome_class=\"good\""));
        Assert.Equal(6, await agent.MetricAsync("sla_traffic_requests_total", "outcome_class=\"bad\""));
        Assert.Equal(12, await agent.MetricAsync("sla_traffic_duration_seconds_count"));
    }

    /// <summary>21 answers, 4 of them slow; 4 failures in streams and 4 with status 500; one user who leaves; 3 who are turned away, which no promise is about.</summary>
    private static async Task UseInEveryWayAsync(World world, ChatUsers users, AgentProcess agent)
    {
        await users.AskAsync(5, stream: true);
        await AskAndFailAsync(world, users, good: 12, bad: 4);
        await FailWithStatusAsync(world, users, agent);
        world.Break(new FaultSet { ExtraLatencySeconds = 0.6 });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => users.AskAsync(1)));
        world.Break(new FaultSet { Overload = 429 });
        await users.AskAsync(3);
        world.Break(new FaultSet { StreamStalled = true });
        using (await users.StartAsync(stream: true))
        {
            // Leaves in the middle of the answer.
        }

        world.Repair();
        await Wait.UntilAsync("the end of all requests", () => Task.FromResult(world.Server.Requests.Total == 33));
    }

    private static async Task AskAndFailAsync(World world, ChatUsers users, int good, int bad)
    {
        world.Repair();
        await users.AskAsync(good);
        world.Break(new FaultSet { StreamError = true });
        await users.AskAsync(bad, stream: true);
        world.Repair();
    }

    /// <summary>Engine and web server count the same failure one after the other: no reading must come between the two, for then it would be two.</summary>
    private static async Task FailWithStatusAsync(World world, ChatUsers users, AgentProcess agent)
    {
        await agent.Process.SignalAsync("STOP");
        await Wait.UntilAsync("the end of the reading", () => Task.FromResult(world.Server.RequestsInProgress == 0));
        world.Break(new FaultSet { ErrorShare = 1 });
        await users.AskAsync(4);
        world.Repair();
        await Wait.UntilAsync("the end of the failures", () => Task.FromResult(world.Server.RequestsInProgress == 0));
        await agent.Process.SignalAsync("CONT");
    }
}
