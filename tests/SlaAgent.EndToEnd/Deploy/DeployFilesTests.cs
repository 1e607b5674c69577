using System.Diagnostics;

namespace SlaAgent.EndToEnd.Deploy;

/// <summary>The files that users copy, judged by the programs that will read them.</summary>
public sealed class DeployFilesTests
{
    [Fact]
    public async Task Promtool_accepts_the_Prometheus_configuration_and_its_rules()
    {
        var (exitCode, output, errors) = await RunAsync("promtool", "check", "config", Deployed("prometheus", "prometheus.yml"));

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("6 rules found", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Amtool_accepts_the_Alertmanager_configuration()
    {
        var (exitCode, output, errors) = await RunAsync("amtool", "check-config", Deployed("alertmanager", "alertmanager.yml"));

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("2 receivers", output + errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on-call", "alertname=ModelServerDown", "severity=page")]
    [InlineData("on-call", "alertname=SlaBreached", "severity=page")]
    [InlineData("tickets", "alertname=SlaMeasurementMissing", "severity=ticket")]
    [InlineData("tickets", "alertname=SlaAgentWatchdog")]
    public async Task Alerts_are_routed_by_severity(string receiver, params string[] labels)
    {
        var (exitCode, output, errors) = await RunAsync(
            "amtool",
            ["config", "routes", "test", "--config.file", Deployed("alertmanager", "alertmanager.yml"), .. labels]);

        Assert.True(exitCode == 0, output + errors);
        Assert.Equal(receiver, output.Trim());
    }

    [Fact]
    public async Task The_alerts_on_the_agent_fire_when_they_should_and_only_then()
    {
        var (exitCode, output, errors) = await RunAsync("promtool", "test", "rules", Path.Combine(Repository.Root, "tests", "SlaAgent.EndToEnd", "Deploy", "slaagent.rules-test.yml"));

        Assert.True(exitCode == 0, output + errors);
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await errors);
    }

    private static string Deployed(params string[] path) => Path.Combine([Repository.Root, "deploy", .. path]);
}
