using System.Globalization;
using System.Net.Http.Headers;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>Posts alerts to one address and says what the answer means. Failures are values: it throws only when cancelled by its caller.</summary>
internal sealed class ReceiverPost(Receiver receiver, ReceiverAddress address, ReceiverAccess access, TimeProvider time, DeliveryOptions options) : IDisposable
{
    private readonly HttpClient _client = access.CreateClient(receiver, address.Pinned);

    /// <summary>Most alerts in one post.</summary>
    public int LargestBatch { get; } = receiver is Receiver.Webhook ? 1 : options.LargestBatch;

    /// <summary>Whether the receiver forgets over a restart what it was told, as an Alertmanager does.</summary>
    public bool Forgets => receiver is Receiver.Alertmanager;

    /// <summary>Posts <paramref name="alerts"/>, which are at most <see cref="LargestBatch"/>.</summary>
    public async Task<PostAnswer> SendAsync(IReadOnlyList<DueDelivery> alerts, CancellationToken cancel)
    {
        using var deadline = new CancellationTokenSource(options.PostTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
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
        var body = receiver is Receiver.Webhook
            ? AlertJson.ForWebhook(alerts[0], receiver.Name, options)
            : AlertJson.ForAlertmanager(alerts, time.GetUtcNow(), options);
        if (receiver is Receiver.Webhook)
        {
            request.Headers.Add("X-SlaAgent-Delivery", DeliveryId(receiver.Name, alerts[0]));
        }

        request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return request;
    }

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

    private PostAnswer Judge(HttpResponseMessage response, string text)
    {
        var status = (int)response.StatusCode;
        var detail = string.Create(CultureInfo.InvariantCulture, $"status {status}");

        // A webhook may echo its secret address; an Alertmanager says which label it dislikes.
        if (receiver is Receiver.Alertmanager && text.Length > 0 && status >= 400)
        {
            detail += ": " + text;
        }

        return new(HttpAnswer.VerdictOf(response.StatusCode), status, detail, HttpAnswer.RetryAfter(response, time, options.LargestRetryAfter));
    }
}
