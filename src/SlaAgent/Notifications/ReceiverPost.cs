using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>Posts alerts to one address and says what the answer means. Failures are values: it throws only when cancelled by its caller.</summary>
internal sealed class ReceiverPost(Receiver receiver, ReceiverAddress address, ReceiverAccess access, TimeProvider time, DeliveryOptions options) : IDisposable
{
    private const int LongestAnswer = 4096;
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
            var text = await ReadStartAsync(response, linked.Token);
            return Judge(response, Hide(text));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(PostVerdict.Failed, null, string.Create(CultureInfo.InvariantCulture, $"no answer within {options.PostTimeout.TotalSeconds:0.#} s"));
        }
        catch (HttpRequestException error)
        {
            return new(PostVerdict.Failed, (int?)error.StatusCode, Words(error.HttpRequestError));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new(PostVerdict.Denied, null, "a file with a secret, or the connection, cannot be read");
        }
        catch (Exception error) when (error is UriFormatException or FormatException)
        {
            return new(PostVerdict.Denied, null, "the address or a header read from a file is malformed");
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
            return new(null, Words(error.HttpRequestError));
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
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SlaAgent", null));

        // The handler takes the name for the handshake from the Host header, and overwrites the one of its options.
        if (receiver.Tls?.ServerName is { } name && request.RequestUri is { } target)
        {
            request.Headers.Host = target.IsDefaultPort ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{target.Port}");
        }

        if (receiver.Auth is { } auth)
        {
            var (header, value) = access.ReadHeader(auth);
            if (!request.Headers.TryAddWithoutValidation(header, value))
            {
                throw new FormatException();
            }
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

        return response.StatusCode switch
        {
            >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new(PostVerdict.Accepted, status, detail),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => new(PostVerdict.Rejected, status, detail),
            HttpStatusCode.RequestEntityTooLarge => new(PostVerdict.TooLarge, status, detail),
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new(PostVerdict.Failed, status, detail, RetryAfter(response)),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new(PostVerdict.Failed, status, detail),
            _ => new(PostVerdict.Denied, status, detail),
        };
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, options.LargestRetryAfter.Ticks));
    }

    private static async Task<string> ReadStartAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.IsSuccessStatusCode)
        {
            // The status is the answer; a body that never ends must not hold it back.
            return "";
        }

        var buffer = new byte[LongestAnswer];
        var read = 0;
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        try
        {
            read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        }
        catch (Exception error) when (error is IOException or HttpRequestException)
        {
            return "";
        }

        var text = new string([.. Encoding.UTF8.GetString(buffer, 0, read).Where(letter => !char.IsControl(letter))]).Trim();
        return text.Length > 300 ? text[..300] + "…" : text;
    }

    private static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the name does not resolve",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "the TLS handshake failed",
        HttpRequestError.ResponseEnded => "the connection was closed before an answer",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => "the answer is not HTTP",
        _ => "the exchange failed",
    };
}
