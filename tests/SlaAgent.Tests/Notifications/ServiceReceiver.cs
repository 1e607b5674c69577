using Microsoft.AspNetCore.Http;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;

namespace SlaAgent.Tests.Notifications;

/// <summary>A service that takes what its documentation says and refuses the rest, in its own words; a test may have it in trouble first.</summary>
internal sealed class ServiceReceiver(FakeReceiver server, Func<Uri, Receiver> receiver, Func<ReceivedPost, IReadOnlyList<string>> problems, int accepted) : IAsyncDisposable
{
    /// <summary>The key that the file with the routing key holds.</summary>
    public const string Key = "0123456789abcdefCANARY6789abcdef";

    /// <summary>Trouble by number of the post, counted from 0: the status and what to say; null for none.</summary>
    public Func<int, (int Status, string Text, string? RetryAfter)?> Trouble { get; set; } = static _ => null;

    /// <summary>What was accepted, in order.</summary>
    public List<ReceivedPost> Accepted { get; } = [];

    /// <summary>Times of all posts, in order.</summary>
    public List<long> Times { get; } = [];

    /// <summary>Why something was refused.</summary>
    public List<string> Refused { get; } = [];

    public FakeReceiver Server => server;

    public Receiver Receiver => receiver(server.Url);

    /// <summary>Gives what its files would hold.</summary>
    public ReceiverAccess Access => NotifierBench.Plain with { ReadSecret = path => path == "/key" ? RoutingKey : new Uri(server.Url, "services/T0/B0/CANARY").AbsoluteUri };

    /// <summary>The content of the file with the routing key.</summary>
    public string RoutingKey { get; set; } = Key;

    public static Task<ServiceReceiver> PagerDutyAsync() => StartAsync(url => new Receiver.PagerDuty("pager", "/key", url), ServiceShapes.PagerDuty, 202);

    public static Task<ServiceReceiver> SlackAsync() => StartAsync(_ => new Receiver.Slack("room", "/hook"), ServiceShapes.Slack, 200);

    public static Task<ServiceReceiver> CloudEventsAsync() => StartAsync(url => new Receiver.CloudEvents("events", url, null), ServiceShapes.CloudEvents, 204);

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static async Task<ServiceReceiver> StartAsync(Func<Uri, Receiver> receiver, Func<ReceivedPost, IReadOnlyList<string>> problems, int accepted)
    {
        var server = await FakeReceiver.StartAsync();
        var service = new ServiceReceiver(server, receiver, problems, accepted);
        server.Answer = service.AnswerAsync;
        return service;
    }

    private async Task AnswerAsync(ReceivedPost post, HttpContext context)
    {
        var number = Times.Count;
        Times.Add(System.Diagnostics.Stopwatch.GetTimestamp());
        if (Trouble(number) is { } trouble)
        {
            context.Response.StatusCode = trouble.Status;
            context.Response.Headers.RetryAfter = trouble.RetryAfter;
            await context.Response.WriteAsync(trouble.Text);
            return;
        }

        var found = problems(post);
        context.Response.StatusCode = found.Count == 0 ? accepted : 400;
        Refused.AddRange(found);
        if (found.Count == 0)
        {
            Accepted.Add(post);
        }
    }
}
