using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Tests.Binding;

/// <summary>Where alerts go, from the start and by escalation.</summary>
public sealed class ReceiverTests
{
    private const string Agent = """
        ---
        apiVersion: slaagent.io/v1
        kind: Agent
        metadata: { name: agent }
        spec:
          receivers:
            - { name: hook, webhook: { url: "http://127.0.0.1:9000/hook" } }
            - { name: events, cloudEvents: { urlFile: address, auth: { bearerTokenFile: secret } } }
            - { name: pager, pagerDuty: { routingKeyFile: secret } }
            - { name: europe, pagerDuty: { routingKeyFile: secret, url: "https://events.eu.pagerduty.com" } }
            - { name: room, slack: { webhookUrlFile: address } }

        """;

    private static string Yaml(string alerting) =>
        Sample.WithObjective("{ name: availability, availability: { probe: chat }, target: 99% }", "alerting: " + alerting) + Agent;

    private static ConfigurationResult Load(TestFolder folder, string alerting)
    {
        folder.Write("secret", "0123456789abcdef0123456789abcdef");
        folder.Write("address", "https://hooks.slack.com/services/T0/B0/X");
        return folder.Load(Yaml(alerting));
    }

    [Fact]
    public void Every_kind_of_receiver_is_read_and_its_secrets_stay_in_their_files()
    {
        using var folder = new TestFolder();
        var result = Load(folder, "{}");
        Assert.Empty(result.NotInThisVersion);
        string Path(string name) => System.IO.Path.Combine(folder.Path, name);
        Assert.Equal(
            [
                new Receiver.Webhook("hook", new Uri("http://127.0.0.1:9000/hook"), null),
                new Receiver.CloudEvents("events", null, Path("address")) { Auth = new Authentication.Bearer(Path("secret")) },
                new Receiver.PagerDuty("pager", Path("secret"), null),
                new Receiver.PagerDuty("europe", Path("secret"), new Uri("https://events.eu.pagerduty.com")),
                new Receiver.Slack("room", Path("address")),
            ],
            result.Configuration!.Agent.Receivers);
    }

    [Fact]
    public void An_escalation_is_read_in_order_of_time()
    {
        using var folder = new TestFolder();
        var result = Load(folder, "{ receivers: { page: [pager], ticket: [room] }, escalation: [ { after: 4h, receivers: [events, hook] }, { after: 30m, receivers: [europe] } ] }");
        Assert.DoesNotContain(result.Diagnostics, diagnostic => diagnostic.ToString().Contains("nothing new", StringComparison.Ordinal));
        Assert.Equal(
            [new EscalationStep(TimeSpan.FromMinutes(30), ["europe"]), new EscalationStep(TimeSpan.FromHours(4), ["events", "hook"])],
            Assert.Single(result.Configuration!.Agreements).Alerting.Escalation);
    }

    [Theory]
    [InlineData("{ escalation: [ { after: 30m, receivers: [hook] } ] }", "tells hook nothing new")]
    [InlineData("{ receivers: { page: [hook, room] }, escalation: [ { after: 30m, receivers: [room, pager] } ] }", "tells room nothing new")]
    public void A_step_that_tells_nobody_new_is_warned_about(string alerting, string warning)
    {
        using var folder = new TestFolder();
        Assert.Contains(Load(folder, alerting).Diagnostics, diagnostic => diagnostic.ToString().Contains(warning, StringComparison.Ordinal));
    }
}
