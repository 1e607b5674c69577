using System.Globalization;
using System.Net.Http.Headers;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>Posts alerts to one address and says what the answer means. Failures are values: it throws only when cancelled by its caller.</summary>
internal sealed class ReceiverPost(Receiver receiver, ReceiverAddress address, ReceiverAccess access, TimeProvider time, DeliveryOptions options) : IDisposable
{
    private static readonly MediaTypeHeaderValue s_json = new("application/json");
    private static readonly MediaTypeHeaderValue s_cloudEvent = new("application/cloudevents+json", "utf-8");
    private readonly HttpClient _client = access.CreateClient(receiver, address.Pinned);

    /// <summary>Most alerts in one post.</summary>
    public int LargestBatch { get; } = receiver is Receiver.Alertmanager ? options.LargestBatch : 1;

    /// <summary>How long the receiver is to be left alone after each post.</summary>
    public TimeSpan Pause { get; } = receiver is Receiver.Slack ? options.SlackPause : TimeSpan.Zero;

    /// <summary>Whether the receiver forgets over a restart what it was told, as an Alertmanager does.</summary>
    public bool Forgets => receiver is Receiver.Alertmanager;

    /// <summary>Posts <paramref name="alerts"/>, which are at most <see cref="LargestBatch"/>.</summary>
    public async Task<PostAnswer> SendAsync(IReadOnlyList<DueDelivery> alerts, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.PostTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            if (KeyProblem() is { } problem)
            {
                return new(PostVerdict.Denied, null, problem);
            }

            using var request = Build(alerts);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);

            // The status is the answer; a body that never ends must not hold it back.
            var text = response.IsSuccessStatusCode ? "" : await HttpAnswer.ReadStartAsync(response, linked.Token);
            return Judge(response, Hide(text));
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && HttpAnswer.Of(error, options.PostTimeout) is { } answer)
        {
            return answer;
        }
    }

    /// <summary>How long the Alertmanager that answers has been running, or why that is not known.</summary>
    public async Task<RunningTime> RunningTimeAsync(CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.PostTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address.Target(access.ReadSecret), "status"));
            Introduce(request);
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return await RunningTime.ReadAsync(response, linked.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "no answer in time");
        }
        catch (HttpRequestException error)
        {
            return new(null, HttpAnswer.Words(error.HttpRequestError));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return new(null, "a file with a secret, or the connection, cannot be read");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>Stable over restarts, so that a receiver can tell a repetition.</summary>
    public static string DeliveryId(string receiver, DueDelivery alert) =>
        $"{receiver}/{alert.Incident.Id}/{alert.Transition}";

    private HttpRequestMessage Build(IReadOnlyList<DueDelivery> alerts)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address.Target(access.ReadSecret));
        Introduce(request);
        if (receiver is Receiver.Webhook)
        {
            request.Headers.Add("X-SlaAgent-Delivery", DeliveryId(receiver.Name, alerts[0]));
        }

        request.Content = new ReadOnlyMemoryContent(Body(alerts)) { Headers = { ContentType = receiver is Receiver.CloudEvents ? s_cloudEvent : s_json } };
        return request;
    }

    private ReadOnlyMemory<byte> Body(IReadOnlyList<DueDelivery> alerts) => receiver switch
    {
        Receiver.Webhook => AlertJson.ForWebhook(alerts[0], receiver.Name, options),
        Receiver.PagerDuty pager => PagerDutyJson.Of(alerts[0], receiver.Name, access.ReadSecret(pager.RoutingKeyFile), options),
        Receiver.Slack => SlackJson.Of(alerts[0], receiver.Name, options),
        Receiver.CloudEvents => CloudEventJson.Of(alerts[0], receiver.Name, options),
        _ => AlertJson.ForAlertmanager(alerts, receiver.Name, time.GetUtcNow(), options),
    };

    /// <summary>What is wrong with a key that PagerDuty would refuse for good: that is to be mended in the file, and the alert is not to be given up for it.</summary>
    private string? KeyProblem() => receiver is Receiver.PagerDuty pager && !PagerDutyJson.IsRoutingKey(access.ReadSecret(pager.RoutingKeyFile))
        ? "the routing key in its file is none: it is 32 letters and digits"
        : null;

    private void Introduce(HttpRequestMessage request)
    {
        request.Introduce(receiver.Tls);
        if (receiver.Auth is { } auth)
        {
            request.Authenticate(access.ReadHeader(auth));
        }
    }

    /// <summary>What an answer says goes into the log, and an answer may repeat what it was sent.</summary>
    private string Hide(string text)
    {
        if (receiver.Auth is not { } auth || text.Length == 0)
        {
            return text;
        }

        var value = access.ReadHeader(auth).Value;
        var withoutScheme = auth is Authentication.SecretHeader ? value : value[(value.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return withoutScheme.Length == 0 ? text : text.Replace(withoutScheme, "***", StringComparison.Ordinal);
    }

    /// <summary>What may be said of an answer: a webhook may echo its secret address; an Alertmanager says which label it dislikes, and Slack answers in words of its own.</summary>
    private string Telling(string text) => receiver switch
    {
        Receiver.Alertmanager => text,
        Receiver.PagerDuty pager => text.Replace(access.ReadSecret(pager.RoutingKeyFile), "***", StringComparison.OrdinalIgnoreCase),
        Receiver.Slack when text.Length <= 40 && text.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') => text,
        _ => "",
    };

    private PostAnswer Judge(HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        var detail = string.Create(CultureInfo.InvariantCulture, $"status {status}");

        if (status >= 400 && Telling(text) is { Length: > 0 } told)
        {
            detail += ": " + told;
        }

        return new(HttpAnswer.VerdictOf(response.StatusCode), status, detail, HttpAnswer.RetryAfter(response, time, options.LargestRetryAfter));
    }
}
