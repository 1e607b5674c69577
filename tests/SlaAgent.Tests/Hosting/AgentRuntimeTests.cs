namespace SlaAgent.Tests.Hosting;

[Collection("agent in this process")]
public sealed class AgentRuntimeTests
{
    [Fact]
    public async Task It_stops_with_and_without_a_configuration()
    {
        await using var empty = await RunningAgent.StartAsync(null);
        await using var configured = await RunningAgent.StartAsync(Documents.Many(services: 2, probes: 1, objectives: 1));

        await empty.StopAsync();
        await configured.StopAsync();

        Assert.NotNull(configured.Server.Runtime.State.Current);
    }
}
