using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;
using static SlaAgent.Tests.Ledger.LedgerFolder;

namespace SlaAgent.Tests.Notifications;

public sealed class NotifierTests
{
    private static readonly DateTimeOffset End = Morning.AddMinutes(3);

    [Fact]
    public async Task A_webhook_gets_one_post_per_transition_in_order_in_the_format_of_version_4()
    {
        await using var hook = await FakeReceiver.StartAsync();
        await using var bench = await new NotifierBench([new Receiver.Webhook("hook", hook.Url, null)]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => hook.Posts.Count == 1, "firing");
        bench.Raise(Incident("chat", End));
        await Eventually.True(() => hook.Posts.Count == 2, "resolved");

        var bodies = hook.Posts.Select(post => post.Body).ToList();
        Assert.Equal(["firing", "resolved"], bodies.Select(body => body.GetProperty("status").GetString()));
        Assert.All(bodies, body =>
        {
            Assert.Equal("4", body.GetProperty("version").GetString());
            Assert.Equal("hook", body.GetProperty("receiver").GetString());
            Assert.Equal(0, body.GetProperty("truncatedAlerts").GetInt32());
            Assert.Equal("ModelServerDown", body.GetProperty("commonLabels").GetProperty("alertname").GetString());
            Assert.Equal(Fingerprint.Of(Incident("chat").Labels), body.GetProperty("alerts")[0].GetProperty("fingerprint").GetString());
        });
        Assert.Equal("0001-01-01T00:00:00Z", bodies[0].GetProperty("alerts")[0].GetProperty("endsAt").GetString());
        Assert.Equal([("firing", Morning), ("resolved", Morning)], hook.Alerts.Select(alert => (alert.Status, alert.StartsAt)));
        Assert.Equal(End, hook.Alerts[1].EndsAt);
    }

    [Fact]
    public async Task A_webhook_that_fails_gets_the_same_delivery_again_until_it_accepts_it()
    {
        await using var hook = await FakeReceiver.StartAsync();
        hook.Answer = (_, context) => Status(context, hook.Posts.Count < 4 ? 500 : 200);
        await using var bench = await new NotifierBench([new Receiver.Webhook("hook", hook.Url, null)]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => bench.Notifier.Count("hook", "success") == 1, "accepted at last");
        Assert.Equal(3, bench.Notifier.Count("hook", "failure"));
        Assert.Single(hook.Posts.Select(post => post.Headers["X-SlaAgent-Delivery"]).Distinct());
    }

    [Fact]
    public async Task A_restart_neither_loses_nor_repeats_a_transition()
    {
        await using var hook = await FakeReceiver.StartAsync();
        await using var bench = await new NotifierBench([new Receiver.Webhook("hook", hook.Url, null)]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => bench.Notifier.Backlog("hook").Entries == 0 && hook.Posts.Count == 1, "firing");
        await bench.StopAsync();
        hook.Answer = (_, context) => Status(context, 503);
        await bench.StartAsync();
        bench.Raise(Incident("chat", End));
        await Eventually.True(() => bench.Notifier.Count("hook", "failure") > 0, "the end is not accepted yet");
        await bench.StopAsync();
        hook.Answer = static (_, _) => Task.CompletedTask;
        await bench.StartAsync();
        await Eventually.True(() => bench.Notifier.Count("hook", "success") == 1, "resolved");
        await bench.StopAsync();
        await bench.StartAsync();
        await Eventually.True(() => bench.Ledger.Load().Deliveries.Count == 0, "nothing is owed");
        Assert.Single(hook.Alerts, alert => alert.Status == "firing");
        Assert.All(hook.Alerts, alert => Assert.Equal(Morning, alert.StartsAt));
    }

    [Fact]
    public async Task One_address_that_hangs_does_not_delay_the_other()
    {
        await using var hanging = await FakeReceiver.StartAsync();
        await using var good = await FakeReceiver.StartAsync();
        var release = new TaskCompletionSource();
        hanging.Answer = (_, _) => release.Task;
        await using var bench = await new NotifierBench([NotifierBench.Alertmanager([hanging.Url, good.Url])], NotifierBench.Quick with { PostTimeout = TimeSpan.FromMinutes(10) }).StartAsync();
        bench.Raise(Incident("a"));
        await Eventually.True(() => hanging.Posts.Count == 1 && good.Posts.Count == 1, "both are sent the first");
        bench.Raise(Incident("b"));
        await Eventually.True(() => bench.Notifier.Count("am", "success") == 2, "the good one has both");
        Assert.Single(hanging.Posts);
        release.SetResult();
    }

    [Fact]
    public async Task Retry_After_is_honoured()
    {
        await using var hook = await FakeReceiver.StartAsync();
        var times = new List<long>();
        hook.Answer = (_, context) =>
        {
            times.Add(Stopwatch.GetTimestamp());
            context.Response.Headers.RetryAfter = "2";
            return Status(context, times.Count == 1 ? 429 : 200);
        };
        await using var bench = await new NotifierBench([new Receiver.Webhook("hook", hook.Url, null)]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => bench.Notifier.Count("hook", "success") == 1, "accepted");
        Assert.True(Stopwatch.GetElapsedTime(times[0], times[1]) >= TimeSpan.FromSeconds(1.9));
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_split()
    {
        await using var alertmanager = await FakeReceiver.StartAsync();
        alertmanager.Answer = (post, context) => Status(context, post.Alerts.Count > 3 ? 413 : 200);
        await using var bench = await new NotifierBench([NotifierBench.Alertmanager([alertmanager.Url])]).StartAsync();
        bench.Raise([.. Enumerable.Range(0, 20).Select(i => Incident("service " + i))]);
        await Eventually.True(() => bench.Notifier.Count("am", "success") == 20, "all are accepted");
        Assert.Equal(0, bench.Notifier.Count("am", "rejected"));
    }

    [Fact]
    public async Task An_alert_that_was_rejected_is_sent_again_when_it_changes()
    {
        await using var alertmanager = await FakeReceiver.StartAsync();
        alertmanager.Answer = static (_, context) => Status(context, 400);
        await using var bench = await new NotifierBench([NotifierBench.Alertmanager([alertmanager.Url])]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => bench.Notifier.Count("am", "rejected") == 1, "rejected");
        alertmanager.Answer = static (_, _) => Task.CompletedTask;
        bench.Raise(Incident("chat") with { Annotations = LabelSet.From([new("summary", "news")]) });
        await Eventually.True(() => bench.Notifier.Count("am", "success") == 1, "accepted");
    }

    [Fact]
    public async Task What_is_owed_is_recalled_for_a_new_ledger()
    {
        await using var hook = await FakeReceiver.StartAsync();
        hook.Answer = static (_, context) => Status(context, 503);
        await using var bench = await new NotifierBench([new Receiver.Webhook("hook", hook.Url, null)]).StartAsync();
        bench.Raise(Incident("chat", End));
        await Eventually.True(() => bench.Notifier.Count("hook", "failure") > 0, "tried in vain");
        var recalled = bench.Notifier.Recall();
        Assert.Equal([Incident("chat", End)], recalled.Incidents);
        Assert.All(recalled.Deliveries, delivery => Assert.Null(delivery.FiringAccepted));
        Assert.Equal(2, recalled.Deliveries.Count);
    }

    [Fact]
    public async Task Refused_credentials_are_tried_again_and_never_shown()
    {
        await using var hook = await FakeReceiver.StartAsync();
        hook.Answer = (_, context) => Status(context, hook.Posts.Count < 3 ? 401 : 200);
        var receiver = new Receiver.Webhook("hook", hook.Url, null) { Auth = new Authentication.Bearer("/run/secrets/token") };
        await using var bench = await new NotifierBench([receiver]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => bench.Notifier.Count("hook", "success") == 1, "accepted");
        Assert.All(hook.Posts, post => Assert.Equal("Bearer canary-secret", post.Headers["Authorization"]));
    }

    [Fact]
    public async Task All_addresses_of_a_name_get_every_alert_and_a_new_one_gets_what_is_open()
    {
        await using var first = await FakeReceiver.StartAsync();
        await using var second = await FakeReceiver.StartAsync($"http://127.0.0.2:{first.Url.Port}");
        IPAddress[] addresses = [IPAddress.Loopback, IPAddress.IPv6Loopback];
        var access = NotifierBench.Plain with { Resolve = (_, _) => Task.FromResult(Volatile.Read(ref addresses)) };
        var url = new Uri($"http://alertmanager-operated:{first.Url.Port}/prefix");
        await using var bench = await new NotifierBench(
            [NotifierBench.Alertmanager([url])], NotifierBench.Quick with { ResolveInterval = TimeSpan.FromMilliseconds(50) }, access).StartAsync();
        bench.Raise(Incident("a"));
        await Eventually.True(() => first.Posts.Count == 1, "the first address has it");
        Volatile.Write(ref addresses, [IPAddress.Loopback, IPAddress.Parse("127.0.0.2")]);
        await Eventually.True(() => second.Posts.Count == 1, "the new address has what is open");
        bench.Raise(Incident("b"));
        await Eventually.True(() => first.Posts.Count == 2 && second.Posts.Count == 2, "both have the next");
        Assert.All(first.Posts.Concat(second.Posts), post => Assert.Equal(($"alertmanager-operated:{first.Url.Port}", "/prefix/api/v2/alerts"), (post.Host, post.Path)));
    }

    [Fact]
    public async Task A_reload_disturbs_only_what_changed()
    {
        await using var kept = await FakeReceiver.StartAsync();
        await using var old = await FakeReceiver.StartAsync();
        await using var moved = await FakeReceiver.StartAsync();
        old.Answer = static (_, context) => Status(context, 500);
        var keeper = new Receiver.Webhook("kept", kept.Url, null);
        await using var bench = await new NotifierBench([keeper, new Receiver.Webhook("moving", old.Url, null)]).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => kept.Posts.Count == 1 && bench.Notifier.Count("moving", "failure") > 0, "one accepts, one fails");
        await bench.Notifier.ApplyAsync([keeper, new Receiver.Webhook("moving", moved.Url, null), new Receiver.Webhook("new", moved.Url, null)]);
        await Eventually.True(() => moved.Posts.Count == 2, "the moved one keeps what it is owed, the new one gets what is open");
        Assert.Single(kept.Posts);
        await bench.Notifier.ApplyAsync([keeper]);
        bench.Raise(Incident("chat", End));
        await Eventually.True(() => kept.Posts.Count == 2, "the end");
        Assert.Equal(2, moved.Posts.Count);
        Assert.Equal((0, null), bench.Notifier.Backlog("moving"));
    }

    [Fact]
    public async Task A_webhook_whose_address_is_secret_is_read_from_its_file_and_not_stored()
    {
        await using var hook = await FakeReceiver.StartAsync();
        var access = NotifierBench.Plain with { ReadSecret = _ => new Uri(hook.Url, "canary-path").AbsoluteUri };
        await using var bench = await new NotifierBench([new Receiver.Webhook("hook", null, "/run/secrets/hook")], access: access).StartAsync();
        bench.Raise(Incident("chat"));
        await Eventually.True(() => bench.Notifier.Count("hook", "success") == 1, "accepted");
        Assert.Equal("/canary-path", Assert.Single(hook.Posts).Path);
        Assert.All(bench.Ledger.Load().Deliveries, delivery => Assert.DoesNotContain("canary", delivery.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_test_alert_says_what_each_address_answered()
    {
        await using var good = await FakeReceiver.StartAsync();
        await using var bad = await FakeReceiver.StartAsync();
        bad.Answer = async (_, context) =>
        {
            await Status(context, 403);
            await context.Response.WriteAsync("go away");
        };
        var results = await ReceiverTest.RunAsync(
            NotifierBench.Alertmanager([good.Url, bad.Url]), NotifierBench.Plain, NotifierBench.Quick, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Equal([(true, "status 200"), (false, "status 403: go away")], results.Select(result => (result.Accepted, result.Detail)));
        Assert.Equal("SlaAgentTest", Assert.Single(good.Posts).Alerts[0].GetProperty("labels").GetProperty("alertname").GetString());
    }

    private static Task Status(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
