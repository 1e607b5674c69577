using System.Text.Json.Nodes;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>Time that is taken out after the fact, as both sides see it.</summary>
public sealed class AdjustmentTests
{
    [Fact]
    public async Task An_outage_that_was_the_customers_is_taken_out_ends_the_breach_and_stays_on_the_record()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var contract = new DailyContract(world);
        var config = contract.Write("99%", "{ priority: P2, freeze: true }");
        var (from, to) = (contract.From.AddMinutes(70), contract.From.AddMinutes(90));
        await contract.MeasureAsync(config, minute => minute >= from && minute < to ? 120 : 0);
        await using (var agent = await world.StartAgentAsync(config))
        {
            var incident = await Wait.ForAsync("the breach", () => agent.IncidentAsync("SlaBreached", open: true), () => agent.Output);
            var before = await contract.ReportAsync("--state", world.State);
            Assert.Equal(("breached", 0), ((string?)before["verdict"], before["adjustments"]!.AsArray().Count));

            var (exit, output) = await AgentProcess.RunAsync(
                "adjust", "--sla", DailyContract.Name, "--objective", "availability", "--from", from.ToString("O"), "--to", to.ToString("O"),
                "--by", "ana", "--reason", "the customer's proxy was down, ticket 4711", "-o", "json", "--url", agent.Address.GetLeftPart(UriPartial.Authority));
            Assert.True(exit == 0, output);
            var made = JsonNode.Parse(output)!["objectives"]![0]!;
            Assert.Equal((0, 2400, "breached", "ok"), ((long)made["good"]!, (long)made["bad"]!, (string?)made["original"]!["status"], (string?)made["adjusted"]!["status"]));
            var ended = await Wait.ForAsync("its end", () => agent.IncidentAsync("SlaBreached", open: false), () => agent.Output);
            Assert.Equal((string?)incident["id"], (string?)ended["id"]);
            Assert.StartsWith("adjusted by ana: the customer's proxy was down, ticket 4711", (string?)ended["annotations"]!["resolution"], StringComparison.Ordinal);
            await Wait.UntilAsync("the gate open", async () => await agent.MetricAsync("sla_deployment_gate_open") == 1, () => agent.Output);
            await agent.KillAsync();
        }

        await using var next = await world.StartAgentAsync(config);
        Assert.Null(await next.IncidentAsync("SlaBreached", open: true));
        var report = await contract.ReportAsync("--state", world.State);
        var objective = report["objectives"]![0]!;
        Assert.Equal(("met", "breached", 2400), ((string?)objective["verdict"], (string?)objective["original"]!["verdict"], (long)objective["original"]!["events"]! - (long)objective["events"]!));
        Assert.Equal((long)objective["original"]!["good"]!, (long)objective["good"]!);
        Assert.Equal((to - from).TotalSeconds, (double)objective["excludedSeconds"]!);
        var adjustment = Assert.Single(report["adjustments"]!.AsArray())!;
        Assert.Equal(("ana", "the customer's proxy was down, ticket 4711"), ((string?)adjustment["by"], (string?)adjustment["reason"]));
        var page = await contract.ReportTextAsync("--state", world.State, "--format", "md");
        Assert.Contains("| availability, as first counted |", page, StringComparison.Ordinal);
        Assert.Equal(0, (await AgentProcess.RunAsync("verify", "--state", world.State)).ExitCode);
    }
}
