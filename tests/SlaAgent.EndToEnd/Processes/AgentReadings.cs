using System.Globalization;
using System.Text.Json.Nodes;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>What tests read of a running agent, and wait for.</summary>
internal static class AgentReadings
{
    public static async Task<JsonNode> ServiceAsync(this AgentProcess agent, string name = "iris") =>
        (await agent.GetJsonAsync("/api/v1/services")).AsArray().Single(s => (string?)s!["name"] == name)!;

    public static async Task<string?> StateAsync(this AgentProcess agent, string service = "iris") => (string?)(await agent.ServiceAsync(service))["state"];

    public static Task UntilStateAsync(this AgentProcess agent, string state, string service = "iris") => Wait.UntilAsync(
        "state " + state,
        async () => await agent.StateAsync(service) == state,
        () => agent.Output);

    public static async Task<IReadOnlyList<JsonNode>> IncidentsAsync(this AgentProcess agent) =>
        [.. (await agent.GetJsonAsync("/api/v1/incidents")).AsArray().Select(i => i!)];

    public static async Task<JsonNode?> IncidentAsync(this AgentProcess agent, string alert, bool open) =>
        (await agent.IncidentsAsync()).FirstOrDefault(i => (string?)i["alert"] == alert && (bool)i["open"]! == open);

    public static async Task<(long Good, long Events)> CountsAsync(this AgentProcess agent, string sla = "iris-internal", string objective = "availability")
    {
        var shown = await agent.ObjectiveAsync(sla, objective);
        return ((long)shown["good"]!, (long)shown["events"]!);
    }

    public static async Task<JsonNode> ObjectiveAsync(this AgentProcess agent, string sla = "iris-internal", string objective = "availability") =>
        (await agent.GetJsonAsync("/api/v1/slas/" + sla))["objectives"]!.AsArray().Single(o => (string?)o!["name"] == objective)!;

    /// <summary>The sum of the series of <paramref name="family"/> that carry all of <paramref name="labels"/>, written as <c>name="value"</c>.</summary>
    public static async Task<double> MetricAsync(this AgentProcess agent, string family, params string[] labels) =>
        (await agent.GetAsync("/metrics")).Split('\n')
            .Where(l => l.StartsWith(family, StringComparison.Ordinal) && l[family.Length] is '{' or ' ')
            .Where(l => labels.All(label => l.Contains(label, StringComparison.Ordinal)))
            .Sum(l => double.Parse(l[(l.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    public static Task UntilMetricAsync(this AgentProcess agent, string family, Func<double, bool> condition, params string[] labels) => Wait.UntilAsync(
        $"{family} {string.Join(' ', labels)}",
        async () => condition(await agent.MetricAsync(family, labels)),
        () => agent.Output);

    public static Task<double> ResultsAsync(this AgentProcess agent, string probe, string outcome) =>
        agent.MetricAsync("sla_probe_results_total", $"probe=\"{probe}\"", $"outcome=\"{outcome}\"");

    public static async Task UntilMoreAsync(this AgentProcess agent, string probe, string outcome, int more)
    {
        var before = await agent.ResultsAsync(probe, outcome);
        await Wait.UntilAsync($"{more} more {outcome} of {probe}", async () => await agent.ResultsAsync(probe, outcome) >= before + more, () => agent.Output);
    }

    public static Task UntilReloadSaysAsync(this AgentProcess agent, bool successful) =>
        agent.UntilMetricAsync("sla_agent_config_last_reload_successful", v => v == (successful ? 1 : 0));

    public static DateTimeOffset Time(this JsonNode node) => DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}
