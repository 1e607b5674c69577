using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>The agent is killed at random moments while users go on asking.</summary>
public sealed class TrafficKillTests
{
    private const int Rounds = 3;
    private const string Availability = "    - { name: availability, availability: { source: traffic }, target: 50% }";

    /// <summary>The second that may be lost, and the reading and the evaluation on the way to it.</summary>
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Killed_while_users_ask_it_never_counts_more_than_were_served_nor_less_than_before_the_last_second()
    {
        await using var world = await World.CreateAsync(alertmanager: false, ChatService.Options);
        using var users = new ChatUsers(world);
        using var over = new CancellationTokenSource();
        var asking = users.KeepAskingAsync(over.Token);
        long seen = 0, seenAt = 0;
        for (var round = 0; round < Rounds; round++)
        {
            await using var agent = await world.StartChatAgentAsync(Availability);
            seen = await AssertKeptAsync(world, agent, seen, seenAt);
            var until = seen + Random.Shared.Next(5, 40);
            await Wait.UntilAsync("more events", async () => (seen = (await agent.ChatCountsAsync()).Events) >= until, () => agent.Output);
            seenAt = TimeProvider.System.GetTimestamp();
            await agent.KillAsync();
        }

        await over.CancelAsync();
        await asking;
        await using var last = await world.StartChatAgentAsync(Availability);
        var kept = await AssertKeptAsync(world, last, seen, seenAt);
        await users.AskAsync(5);
        await last.UntilChatEventsAsync(kept + 5);
        await last.UntilReadAgainAsync();
        Assert.Equal((kept + 5, kept + 5), await last.ChatCountsAsync());
    }

    private static async Task<long> AssertKeptAsync(World world, AgentProcess agent, long seen, long seenAt)
    {
        var (good, events) = await agent.ChatCountsAsync();
        var served = world.Server.Requests.Read();
        var late = served.Count(r => TimeProvider.System.GetElapsedTime(r.Arrived, seenAt) - r.Duration is var ago && ago >= TimeSpan.Zero && ago < Lost);
        Assert.True(good == events && events <= served.Length, $"{events} counted, {good} good, {served.Length} served\n{agent.Output}");
        Assert.True(events >= seen - late, $"{events} after {seen}, {late} of them in the last seconds\n{agent.Output}");
        return events;
    }
}
