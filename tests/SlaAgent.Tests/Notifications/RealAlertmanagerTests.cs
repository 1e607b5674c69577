using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Notifications;

public sealed class RealAlertmanagerTests
{
    private static readonly DateTimeOffset Start = new(DateTimeOffset.UtcNow.AddMinutes(-20).Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Start.AddMinutes(19);

    [Fact]
    public async Task Firing_and_resolved_arrive_with_the_true_times()
    {
        await using var hook = await FakeReceiver.StartAsync();
        await using var alertmanager = new AlertmanagerProcess(hook.Url);
        await alertmanager.StartAsync();
        await using var bench = await new NotifierBench([NotifierBench.Alertmanager([alertmanager.Url])]).StartAsync();
        bench.Raise(Incident("chat", started: Start));
        await Eventually.True(() => hook.Alerts.Count >= 1, "firing is notified");
        bench.Raise(Incident("chat", End, Start));
        await Eventually.True(() => hook.Alerts.Count >= 2, "resolved is notified");
        Assert.Equal([("firing", Start), ("resolved", Start)], hook.Alerts.Select(alert => (alert.Status, alert.StartsAt)));
        Assert.Equal(End, hook.Alerts[1].EndsAt);
        Assert.All(hook.Posts, post => Assert.Equal(Fingerprint.Of(Incident("chat").Labels), post.Alerts[0].GetProperty("fingerprint").GetString()));
    }

    [Fact]
    public async Task A_breach_that_began_and_ended_while_it_was_away_is_notified_as_firing_and_then_resolved()
    {
        await using var hook = await FakeReceiver.StartAsync();
        await using var alertmanager = new AlertmanagerProcess(hook.Url);
        await using var bench = await new NotifierBench([NotifierBench.Alertmanager([alertmanager.Url])]).StartAsync();
        bench.Raise(Incident("chat", started: Start));
        await Eventually.True(() => bench.Notifier.Count("am", "failure") > 1, "it is away");
        bench.Raise(Incident("chat", End, Start));
        await Eventually.True(() => bench.Ledger.Load().OpenIncidents.Count == 0, "the end is durable");
        Assert.Equal((1, Start), bench.Notifier.Backlog("am"));
        await alertmanager.StartAsync();
        await Eventually.True(() => hook.Alerts.Count >= 2, "both are notified");
        Assert.Equal([("firing", Start), ("resolved", Start)], hook.Alerts.Select(alert => (alert.Status, alert.StartsAt)));
        Assert.Equal(End, hook.Alerts[1].EndsAt);
        await Eventually.True(() => bench.Notifier.Backlog("am") == (0, null), "nothing is owed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_started_again_during_an_incident_has_it_again_within_a_resend_and_notifies_its_end(bool keepingData)
    {
        await using var hook = await FakeReceiver.StartAsync();
        await using var alertmanager = new AlertmanagerProcess(hook.Url);
        await alertmanager.StartAsync();
        await using var bench = await new NotifierBench(
            [NotifierBench.Alertmanager([alertmanager.Url])], NotifierBench.Quick with { ResendInterval = TimeSpan.FromSeconds(5) }).StartAsync();
        bench.Raise(Incident("chat", started: Start));
        await Eventually.True(() => hook.Alerts.Count >= 1, "firing is notified");
        await alertmanager.RestartAsync(keepingData);
        await Eventually.True(() => alertmanager.ServicesAsync().Result.Contains("chat"), "it is there again");

        bench.Raise(Incident("chat", End, Start));
        await Eventually.True(() => hook.Alerts.Any(alert => alert.Status == "resolved"), "its end is notified");
        Assert.All(hook.Alerts, alert => Assert.Equal(Start, alert.StartsAt));
        Assert.Equal(End, hook.Alerts[^1].EndsAt);
        Assert.Equal("resolved", hook.Alerts[^1].Status);
        Assert.True(!keepingData || hook.Alerts.Count == 2, "what it remembers to have notified is not notified again");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_started_again_without_its_data_before_the_end_was_sent_notifies_firing_and_then_resolved(bool agentToo)
    {
        await using var hook = await FakeReceiver.StartAsync();

        // The first one waits too long to notify anything.
        await using var alertmanager = new AlertmanagerProcess(hook.Url, groupWait: "1h");
        await alertmanager.StartAsync();
        await using var bench = await new NotifierBench(
            [NotifierBench.Alertmanager([alertmanager.Url]) with { ReplayDelay = TimeSpan.FromSeconds(6) }]).StartAsync();
        bench.Raise(Incident("chat", started: Start));
        await Eventually.True(() => bench.Notifier.Count("am", "success") == 1, "firing is accepted");
        bench.Raise(Incident("chat", End, Start));
        await Eventually.True(() => bench.Ledger.Load().OpenIncidents.Count == 0, "the end is durable");
        if (agentToo)
        {
            await bench.StopAsync();
        }

        alertmanager.GroupWait = "1s";
        await alertmanager.RestartAsync(keepingData: false);
        if (agentToo)
        {
            await bench.StartAsync();
        }

        await Eventually.True(() => hook.Alerts.Count >= 2, "both are notified");
        Assert.Equal([("firing", Start), ("resolved", Start)], hook.Alerts.Select(alert => (alert.Status, alert.StartsAt)));
        Assert.Equal(End, hook.Alerts[1].EndsAt);
        await Eventually.True(() => bench.Notifier.Backlog("am") == (0, null), "nothing is owed");
    }

    [Fact]
    public async Task A_poison_alert_does_not_hold_up_the_rest()
    {
        await using var hook = await FakeReceiver.StartAsync();
        await using var alertmanager = new AlertmanagerProcess(hook.Url);
        await using var bench = await new NotifierBench([NotifierBench.Alertmanager([alertmanager.Url])]).StartAsync();

        // Nothing but a label is what Alertmanager cannot do without, and an alert without any passes every cleaning.
        var poison = Incident("poison", started: Start) with { Labels = LabelSet.Empty };
        bench.Raise(Incident("a", started: Start), poison, Incident("b", started: Start), Incident("c", started: Start));
        await Eventually.True(() => bench.Notifier.Count("am", "failure") > 0, "they wait together");
        await alertmanager.StartAsync();
        await Eventually.True(() => hook.Alerts.Select(alert => alert.Service).Distinct().Count() == 3, "the others are notified");
        await Eventually.True(() => bench.Notifier.Count("am", "rejected") == 1, "the poison is set aside");
        await Eventually.True(() => bench.Notifier.Backlog("am") == (0, null), "nothing is owed");
    }
}
