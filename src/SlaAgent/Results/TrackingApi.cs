using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Notifications;

namespace SlaAgent.Results;

/// <summary>Asks a tracking server over HTTP with JSON. Failures are values: it throws only when cancelled by its caller.</summary>
/// <param name="root">Base address.</param>
/// <param name="tls">TLS settings; null for the system's.</param>
/// <param name="mistake">What an error's body says of itself, in a few words; null where it says nothing.</param>
/// <param name="time">Time.</param>
/// <param name="options">Times and bounds.</param>
internal sealed class TrackingApi(Uri root, TlsSettings? tls, Func<JsonElement, string?> mistake, TimeProvider time, DeliveryOptions options) : IDisposable
{
    /// <summary>Bytes of an answer that are read; a longer one is a failure.</summary>
    private const int LongestAnswer = 4 * 1024 * 1024;

    private readonly HttpClient _client = ReceiverConnections.CreateClient(tls, null);
    private readonly string _root = root.AbsoluteUri.TrimEnd('/') + "/";

    /// <summary>The server, for people.</summary>
    public string Name { get; } = root.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Asks, with a body where <paramref name="body"/> is given.</summary>
    /// <param name="path">Path and query, relative to the base address.</param>
    /// <param name="credentials">Makes the header that proves who the agent is; its secrets are read in it. Null for none.</param>
    /// <param name="body">The body; null for a GET.</param>
    /// <param name="type">Type of the body.</param>
    /// <param name="cancel">Ends the attempt.</param>
    public async Task<ApiAnswer> AskAsync(
        string path, Func<KeyValuePair<string, string>>? credentials, byte[]? body, CancellationToken cancel, string type = "application/json")
    {
        using var deadline = new CancellationTokenSource(options.PostTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        try
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(_root + path));
            request.Introduce(tls);
            var header = credentials?.Invoke();
            if (header is { } known)
            {
                request.Authenticate(known);
            }

            if (body is not null)
            {
                request.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
            }

            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, linked.Token);
            return await ReadAsync(response, path, header?.Value, linked.Token);
        }
        catch (Exception error) when (!cancel.IsCancellationRequested && HttpAnswer.Of(error, options.PostTimeout) is { } answer)
        {
            return new(answer, default);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, string path, string? secret, CancellationToken cancel)
    {
        await response.Content.LoadIntoBufferAsync(LongestAnswer, cancel);
        var body = Parse(await response.Content.ReadAsByteArrayAsync(cancel));
        var verdict = HttpAnswer.VerdictOf(response.StatusCode);
        var detail = string.Create(CultureInfo.InvariantCulture, $"{path.Split('?')[0]}: status {(int)response.StatusCode}");
        if (verdict == PostVerdict.Accepted)
        {
            return body.ValueKind == JsonValueKind.Object
                ? new(new(verdict, (int)response.StatusCode, detail), body)
                : new(new(PostVerdict.Denied, (int)response.StatusCode, detail + " without JSON: another server answers there"), default);
        }

        if (body.ValueKind == JsonValueKind.Object && mistake(body) is { } said)
        {
            detail += ": " + HttpAnswer.OneLine(Hide(said, secret));
        }

        return new(new(verdict, (int)response.StatusCode, detail, HttpAnswer.RetryAfter(response, time, options.LargestRetryAfter)), body);
    }

    /// <summary>What an answer says goes into the log, and an answer may repeat what it was sent.</summary>
    private static string Hide(string text, string? header)
    {
        var secret = header?[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "***", StringComparison.Ordinal);
    }

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
