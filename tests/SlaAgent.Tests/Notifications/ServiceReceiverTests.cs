using System.Diagnostics;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;
using SlaAgent.Notifications;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Notifications;

/// <summary>PagerDuty, Slack and CloudEvents, each against a server that refuses what the service would.</summary>
public sealed class ServiceReceiverTests
{
    private static readonly DateTimeOffset End = Morning.AddMinutes(3);
    private static readonly Acknowledgement Taken = new("kim", "looking <at> it", Morning.AddMinutes(1));
    private static readonly DeliveryOptions Quick = NotifierBench.Quick with { SlackPause = TimeSpan.FromMilliseconds(20), GeneratorUrl = new Uri("http://agent:9464/") };

    public static TheoryData<string> Services => ["pagerduty", "slack", "cloudevents"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Each_gets_one_message_a_transition_in_order_through_outages_and_restarts(string name)
    {
        await using var service = await StartAsync(name);
        service.Trouble = static number => number < 3 ? (503, "", null) : null;
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a"));
        await Eventually.True(() => bench.Notifier.Count(service.Receiver.Name, "failure") > 0, "it is away");
        await bench.StopAsync();
        await bench.StartAsync();
        bench.Raise(Breach("a") with { Acknowledgement = Taken }, Breach("a") with { Acknowledgement = Taken, EndedAt = End });
        await Eventually.True(() => service.Accepted.Count == 3, "all three");
        bench.Raise(Breach("a") with { Acknowledgement = Taken, EndedAt = End, Annotations = LabelSet.Empty });
        bench.Raise(Breach("b", Morning.AddMinutes(5)));
        await Eventually.True(() => service.Accepted.Count == 4, "the next episode");
        await Eventually.True(() => bench.Ledger.Load().Deliveries.All(delivery => delivery.Key.Incident != "a"), "nothing of it is owed");
        Assert.Empty(service.Refused);
        Assert.Equal(["firing", "acknowledged", "resolved", "firing"], service.Accepted.Select(post => Told(name, post.Body)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task An_episode_is_told_whole_before_the_next_one_of_the_same_alert_begins(string name)
    {
        await using var service = await StartAsync(name);
        service.Trouble = static number => number < 2 ? (500, "", null) : null;
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("first", Morning, End), Breach("second", Morning.AddMinutes(4), Morning.AddMinutes(5)), Breach("third", Morning.AddMinutes(6)));
        await Eventually.True(() => service.Accepted.Count == 5, "all of it");
        Assert.Equal(["firing", "resolved", "firing", "resolved", "firing"], service.Accepted.Select(post => Told(name, post.Body)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Retry_After_is_honoured_and_what_is_refused_for_good_is_not_sent_again(string name)
    {
        await using var service = await StartAsync(name);
        service.Trouble = static number => number switch { 0 => (429, "", "2"), 2 => (400, "invalid_payload", null), _ => null };
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a"));
        await Eventually.True(() => service.Accepted.Count == 1, "accepted at last");
        Assert.True(Stopwatch.GetElapsedTime(service.Times[0], service.Times[1]) >= TimeSpan.FromSeconds(1.9));
        bench.Raise(Incident("refused"));
        await Eventually.True(() => bench.Notifier.Count(service.Receiver.Name, "rejected") == 1, "refused");
        bench.Raise(Incident("other"));
        await Eventually.True(() => service.Accepted.Count == 2, "the next");
        Assert.Equal(4, service.Times.Count);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Whatever_a_server_or_a_user_writes_is_cut_and_made_harmless(string name)
    {
        await using var service = await StartAsync(name);
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        var nasty = "<!channel> & \u202e\u0000\"*\n" + string.Concat(Enumerable.Repeat("𝔘\\<é", 1_000));
        var details = Enumerable.Range(0, 120).Select(i => new KeyValuePair<string, string>($"detail_{i}", nasty)).Append(new("summary", nasty)).Append(new("description", nasty));
        bench.Raise(Breach("a") with { Annotations = LabelSet.From(details), Acknowledgement = new(nasty, nasty, Morning) });
        await Eventually.True(() => service.Accepted.Count == 2 || service.Refused.Count > 0, "taken");
        Assert.Empty(service.Refused);
        Assert.All(service.Accepted, post =>
        {
            Assert.DoesNotContain("\u202e", post.Body.ToString(), StringComparison.Ordinal);
            Assert.True(name != "slack" || !Strings(post.Body).Any(text => text.Contains('<', StringComparison.Ordinal)));
        });
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Who_is_told_by_escalation_is_told_so(string name)
    {
        await using var service = await StartAsync(name);
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a") with { Receivers = ["oncall"] });
        bench.Raise(Incident("told"));
        await Eventually.True(() => service.Accepted.Count == 1, "what goes to all");
        var step = new Escalation(TimeSpan.FromMinutes(30), [service.Receiver.Name], Morning.AddMinutes(30));
        bench.Raise(Breach("a") with { Receivers = ["oncall"], Escalations = [step] }, Breach("a") with { Receivers = ["oncall"], Escalations = [step], EndedAt = End });
        await Eventually.True(() => service.Accepted.Count == 3, "both transitions");
        Assert.Contains(Strings(service.Accepted[1].Body), text => text.Contains("scalat", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(Strings(service.Accepted[1].Body), text => text.Contains("nobody had acknowledged this alert 30m after it began", StringComparison.Ordinal));
        Assert.Equal(["firing", "resolved"], service.Accepted.Skip(1).Select(post => Told(name, post.Body)));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_test_alert_is_taken_and_says_that_it_is_one(string name)
    {
        await using var service = await StartAsync(name);
        var result = Assert.Single(await ReceiverTest.RunAsync(service.Receiver, service.Access, Quick, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.True(result.Accepted, result.Detail + string.Join(", ", service.Refused));
        Assert.Contains(Strings(service.Accepted[0].Body), text => text.Contains("Nothing is wrong", StringComparison.Ordinal));
        Assert.Equal(name == "pagerduty" ? ["firing", "resolved"] : ["firing"], service.Accepted.Select(post => Told(name, post.Body)));
    }

    [Fact]
    public async Task PagerDuty_knows_an_alert_by_its_labels_and_its_urgency_by_severity()
    {
        await using var service = await ServiceReceiver.PagerDutyAsync();
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a") with { Annotations = LabelSet.From([new("summary", "it broke"), new("runbook_url", "https://runbooks/x")]) }, Incident("ticket") with { Severity = AlertSeverity.Ticket });
        await Eventually.True(() => service.Accepted.Count == 2, "both");
        var (page, ticket) = (service.Accepted[0].Body, service.Accepted[1].Body);
        Assert.Equal((ServiceReceiver.Key, Fingerprint.Of(Breach("a").Labels)), (ServiceShapes.Text(page, "routing_key"), ServiceShapes.Text(page, "dedup_key")));
        Assert.Equal(("critical", "warning"), (page.GetProperty("payload").GetProperty("severity").GetString(), ticket.GetProperty("payload").GetProperty("severity").GetString()));
        Assert.Equal(("it broke", "ml/chat", "chat", "promise", "SlaBreached"), (
            page.GetProperty("payload").GetProperty("summary").GetString(),
            page.GetProperty("payload").GetProperty("source").GetString(),
            page.GetProperty("payload").GetProperty("component").GetString(),
            page.GetProperty("payload").GetProperty("group").GetString(),
            page.GetProperty("payload").GetProperty("class").GetString()));
        Assert.Equal("https://runbooks/x", page.GetProperty("links")[0].GetProperty("href").GetString());
    }

    [Fact]
    public async Task A_routing_key_that_is_none_loses_no_alert_and_the_mended_file_is_read()
    {
        await using var service = await ServiceReceiver.PagerDutyAsync();
        service.RoutingKey = "not-a-key";
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a"));
        await Eventually.True(() => bench.Notifier.Count("pager", "failure") > 0, "it waits");
        Assert.Empty(service.Times);
        service.RoutingKey = ServiceReceiver.Key;
        await Eventually.True(() => service.Accepted.Count == 1, "taken");
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task No_secret_is_in_what_is_said_or_kept(string name)
    {
        await using var service = await StartAsync(name);
        service.Trouble = number => (number % 2 == 0 ? 403 : 400, "no such key " + ServiceReceiver.Key.ToLowerInvariant() + " or " + service.Access.ReadSecret("/hook"), null);
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var result = Assert.Single(await ReceiverTest.RunAsync(service.Receiver, service.Access, Quick, TimeProvider.System, TestContext.Current.CancellationToken));
            Assert.False(result.Accepted);
            Assert.DoesNotContain(name == "pagerduty" ? ServiceReceiver.Key : "CANARY", result.ToString(), StringComparison.OrdinalIgnoreCase);
        }

        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a"));
        await Eventually.True(() => bench.Notifier.Count(service.Receiver.Name, "rejected") == 1 && bench.Ledger.Load().Deliveries.Any(delivery => delivery.Rejected is not null), "refused");
        Assert.All(bench.Ledger.Load().Deliveries, delivery => Assert.DoesNotContain(name == "pagerduty" ? ServiceReceiver.Key : "CANARY", delivery.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Slack_is_left_alone_for_a_second_between_two_messages_and_its_own_words_are_told()
    {
        await using var service = await ServiceReceiver.SlackAsync();
        service.Trouble = static number => number == 2 ? (404, "no_service", null) : null;
        await using var bench = await new NotifierBench([service.Receiver], Quick with { SlackPause = TimeSpan.FromSeconds(1) }, service.Access).StartAsync();
        bench.Raise(Incident("a"), Incident("b"));
        await Eventually.True(() => service.Accepted.Count == 2, "both");
        Assert.True(Stopwatch.GetElapsedTime(service.Times[0], service.Times[1]) >= TimeSpan.FromSeconds(0.99));
        var result = Assert.Single(await ReceiverTest.RunAsync(service.Receiver, service.Access, Quick, TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Equal("status 404: no_service", result.Detail);
    }

    [Fact]
    public async Task A_CloudEvent_says_what_happened_where_and_when_and_keeps_its_identity_over_attempts()
    {
        await using var service = await ServiceReceiver.CloudEventsAsync();
        service.Trouble = static number => number < 2 ? (500, "", null) : null;
        await using var bench = await new NotifierBench([service.Receiver], Quick, service.Access).StartAsync();
        bench.Raise(Breach("a"), Breach("a", Morning, End) with { Acknowledgement = Taken });
        await Eventually.True(() => service.Accepted.Count == 3, "all three");
        Assert.Single(service.Server.Posts.Take(3).Select(post => (ServiceShapes.Text(post.Body, "source"), ServiceShapes.Text(post.Body, "id"))).Distinct());
        Assert.Equal(3, service.Accepted.Select(post => ServiceShapes.Text(post.Body, "id")).Distinct().Count());
        Assert.Equal(["io.slaagent.breach.opened", "io.slaagent.breach.acknowledged", "io.slaagent.breach.closed"], service.Accepted.Select(post => ServiceShapes.Text(post.Body, "type")));
        Assert.Equal([Morning, Taken.At, End], service.Accepted.Select(post => post.Body.GetProperty("time").GetDateTimeOffset()));
        Assert.All(service.Accepted, post => Assert.Equal("/slaagent/namespaces/ml/services/chat/slas/promise/objectives/availability", ServiceShapes.Text(post.Body, "source")));
        Assert.Equal("kim", service.Accepted[1].Body.GetProperty("data").GetProperty("acknowledgement").GetProperty("by").GetString());
    }

    private static Task<ServiceReceiver> StartAsync(string name) => name switch
    {
        "pagerduty" => ServiceReceiver.PagerDutyAsync(),
        "slack" => ServiceReceiver.SlackAsync(),
        _ => ServiceReceiver.CloudEventsAsync(),
    };

    private static Incident Breach(string id, DateTimeOffset? started = null, DateTimeOffset? ended = null) => Incident(id, ended, started) with
    {
        Labels = LabelSet.From(
            [new("alertname", "SlaBreached"), new("sla", "promise"), new("objective", "availability"), new("service", "chat"), new("namespace", "ml"), new("severity", "page")]),
    };

    private static string Told(string name, JsonElement body)
    {
        var word = name switch
        {
            "pagerduty" => ServiceShapes.Text(body, "event_action")!,
            "slack" => ServiceShapes.Text(body, "text")!.Split(' ', ':')[0].ToLowerInvariant(),
            _ => ServiceShapes.Text(body, "type")!.Split('.')[^1],
        };
        return word switch { "trigger" or "firing" or "opened" or "escalated" or "escalation" => "firing", "acknowledge" or "acknowledged" => "acknowledged", _ => "resolved" };
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        _ => [],
    };
}
