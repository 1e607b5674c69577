using System.Globalization;
using System.Text.Json.Nodes;
using SlaAgent.DemoServer.Faults;
using SlaAgent.EndToEnd.Processes;

namespace SlaAgent.EndToEnd;

/// <summary>An SLA as a contract, whole: the breach, what follows from it, the proof, and the statement that both sides can make.</summary>
public sealed class ContractTests
{
    private const string Consequences =
        "{ priority: P1, freeze: true, postmortem: { within: 5d }, credits: { objective: availability, tiers: [ { below: 99.99%, credit: 10% }, { below: 95%, credit: 100% } ], fee: { amount: 1200, currency: EUR } } }";

    [Fact]
    public async Task A_breach_and_all_that_follows_survive_a_kill_and_are_in_a_statement_that_either_side_makes_from_the_record()
    {
        await using var world = await World.CreateAsync(alertmanager: false);
        var contract = new DailyContract(world);
        var config = contract.Write("99.99%", Consequences);
        var early = contract.From.AddMinutes(90);

        // 17 of the day's 172,800 probes may be bad: these ten leave a few.
        await contract.MeasureAsync(config, minute => minute == early ? 10 : 0);

        JsonNode incident, owed;
        DateTimeOffset closed;
        await using (var agent = await world.StartAgentAsync(config))
        {
            await agent.UntilMoreAsync("predict", "success", 3);
            Assert.Equal((0, 1), (await CreditAsync(agent), await agent.MetricAsync("sla_deployment_gate_open")));
            world.Break(new FaultSet { ErrorShare = 1 });
            incident = await Wait.ForAsync("the breach", () => agent.IncidentAsync("SlaBreached", open: true), () => agent.Output);
            await agent.UntilMetricAsync("sla_service_credit_ratio", ratio => ratio == 0.1);
            Assert.Equal(("P1", "critical"), ((string?)incident["priority"], (string?)incident["grade"]));
            (owed, closed) = (await OwedAsync(agent), await GateAsync(agent));
            await agent.KillAsync();
        }

        world.Repair();
        await using var next = await world.StartAgentAsync(config);
        var kept = (await next.IncidentAsync("SlaBreached", open: true))!;
        Assert.Equal(((string?)incident["id"], (long)incident["number"]!), ((string?)kept["id"], (long)kept["number"]!));
        Assert.Equal((string?)owed["id"], (string?)(await OwedAsync(next))["id"]);
        Assert.Equal(closed, await GateAsync(next));
        Assert.Equal((string?)incident["id"], (string?)owed["incident"]);
        await next.UntilMetricAsync("sla_service_credit_ratio", ratio => ratio == 0.1);

        var report = await contract.ReportAsync("--state", world.State);
        AssertStatement(report, incident, owed, closed);
        var page = await contract.ReportTextAsync("--state", world.State, "--format", "md");
        var steps = report["credit"]!["calculation"]!.AsArray().Select(step => (string)step!).ToList();
        Assert.Contains("EUR", steps[^1], StringComparison.Ordinal);
        Assert.Contains((string)report["credit"]!["calculation"]![1]!, page, StringComparison.Ordinal);
        Assert.Contains("120.00 EUR", page, StringComparison.Ordinal);
        await AssertOtherSideAsync(world, contract, next, report);
    }

    private static void AssertStatement(JsonNode report, JsonNode incident, JsonNode owed, DateTimeOffset closed)
    {
        var (objective, shown) = (report["objectives"]![0]!, report["incidents"]!.AsArray().Single(each => (string?)each!["alert"] == "SlaBreached")!);
        Assert.Equal(("breached", "breached"), ((string?)report["verdict"], (string?)objective["verdict"]));
        Assert.True((double)objective["budgetRemaining"]! < 0, report.ToJsonString());
        Assert.Equal(((string?)incident["id"], (long)incident["number"]!, "P1", "critical"), ((string?)shown["id"], (long)shown["number"]!, (string?)shown["priority"], (string?)shown["grade"]));
        Assert.Equal((0.1m, 120m, "EUR"), ((decimal)report["credit"]!["ratio"]!, (decimal)report["credit"]!["amount"]!, (string?)report["credit"]!["currency"]));
        var obligation = Assert.Single(report["obligations"]!.AsArray())!;
        Assert.Equal(((string?)owed["id"], "postmortem", "owed"), ((string?)obligation["id"], (string?)obligation["kind"], (string?)obligation["state"]));
        Assert.Equal(closed, Assert.Single(report["gateClosures"]!.AsArray())!["from"]!.Time(), TimeSpan.FromMilliseconds(1));
        Assert.True((bool)report["evidence"]!["chainIsWhole"]!);
    }

    /// <summary>The other side gets the record as a file: it holds the head that the report gave, comes to the same, and no byte of it can be changed.</summary>
    private static async Task AssertOtherSideAsync(World world, DailyContract contract, AgentProcess agent, JsonNode report)
    {
        var (file, theirs) = (Path.Combine(world.Folder.Path, "record.jsonl"), Path.Combine(world.Folder.Path, "theirs"));
        string[] hours = ["--from", contract.From.ToString("O"), "--to", contract.From.AddHours(2).ToString("O")];
        await Wait.UntilAsync("closed hours on the record", async () => (await ExportAsync(world.State)).Contains("\"hour_closed\"", StringComparison.Ordinal), () => agent.Output);
        var (exit, output) = await AgentProcess.RunAsync("verify", "--state", world.State, "--head", (string)report["evidence"]!["head"]!);
        Assert.True(exit == 0, output);
        (exit, output) = await AgentProcess.RunAsync("export", "--state", world.State, "--out", file);
        Assert.True(exit == 0, output);
        (exit, output) = await AgentProcess.RunAsync("import", file, "--state", theirs);
        Assert.True(exit == 0, output);
        foreach (var record in (string[][])[["--state", theirs], ["--ledger", file]])
        {
            var (day, ours) = (await contract.ReportAsync(record), await contract.ReportAsync("--state", world.State));
            Assert.All(["incidents", "obligations", "gateClosures", "period"], part => Assert.Equal(ours[part]!.ToJsonString(), day[part]!.ToJsonString()));
            Assert.NotEqual("met", (string?)day["verdict"]);
            var (counted, same) = ((await contract.ReportAsync([.. hours, "--state", world.State]))["objectives"]!, (await contract.ReportAsync([.. hours, .. record]))["objectives"]!);
            Assert.Equal(counted.ToJsonString(), same.ToJsonString());
            Assert.Equal((14390, 14400), ((long)same[0]!["good"]!, (long)same[0]!["events"]!));
        }

        var entries = await File.ReadAllLinesAsync(file);
        var line = Array.FindIndex(entries, entry => entry.Contains("\"hour_closed\"", StringComparison.Ordinal));
        var digit = entries[line].IndexOf("7200", StringComparison.Ordinal);
        Assert.True(digit > 0, entries[line]);
        entries[line] = entries[line].Remove(digit, 1).Insert(digit, "8");
        await File.WriteAllTextAsync(file, string.Join('\n', entries) + "\n");
        (exit, output) = await AgentProcess.RunAsync("verify", "--file", file);
        Assert.Equal(1, exit);
        Assert.Matches(string.Create(CultureInfo.InvariantCulture, $@"(?m)^WRONG +entry {(long)JsonNode.Parse(entries[line])!["number"]!} \(hour_closed"), output);
        (exit, output) = await AgentProcess.RunAsync("import", file, "--state", Path.Combine(world.Folder.Path, "none"));
        Assert.True(exit == 3, output);
        Assert.Contains("is not sound", output, StringComparison.Ordinal);
    }

    private static async Task<string> ExportAsync(string state) => (await AgentProcess.RunAsync("export", "--state", state)).Output;

    private static Task<double> CreditAsync(AgentProcess agent) => agent.MetricAsync("sla_service_credit_ratio");

    private static async Task<JsonNode> OwedAsync(AgentProcess agent)
    {
        await Wait.UntilAsync("something owed", async () => (await agent.GetJsonAsync("/api/v1/obligations?open=true")).AsArray().Count > 0, () => agent.Output);
        return Assert.Single((await agent.GetJsonAsync("/api/v1/obligations?open=true")).AsArray())!;
    }

    /// <summary>Since when the gate is closed, as a pipeline sees it.</summary>
    private static async Task<DateTimeOffset> GateAsync(AgentProcess agent)
    {
        var (exit, output) = await AgentProcess.RunAsync("gate", "--sla", DailyContract.Name, "-o", "json", "--url", agent.Address.GetLeftPart(UriPartial.Authority));
        Assert.True(exit == 1, output);
        return JsonNode.Parse(output)!["gates"]![0]!["since"]!.Time();
    }
}
