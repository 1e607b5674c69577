using System.Globalization;
using System.Net;
using System.Text;

namespace SlaAgent.Notifications;

/// <summary>What an answer over HTTP, or its absence, means for what was sent; the same for all who are sent anything.</summary>
internal static class HttpAnswer
{
    private const int LongestText = 4096;

    /// <summary>What a status means.</summary>
    public static PostVerdict VerdictOf(HttpStatusCode status) => status switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => PostVerdict.Accepted,
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => PostVerdict.Rejected,
        HttpStatusCode.RequestEntityTooLarge => PostVerdict.TooLarge,
        HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => PostVerdict.Failed,
        _ => PostVerdict.Denied,
    };

    /// <summary>How long <paramref name="response"/> asks to be left alone, at most <paramref name="longest"/>; null where it does not.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time, TimeSpan longest)
    {
        if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
        {
            return null;
        }

        var asked = response.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, longest.Ticks));
    }

    /// <summary>What a failed exchange means; null where <paramref name="error"/> is none that an exchange, a secret's file or an address gives rise to.</summary>
    public static PostAnswer? Of(Exception error, TimeSpan timeout) => error switch
    {
        OperationCanceledException => new(PostVerdict.Failed, null, string.Create(CultureInfo.InvariantCulture, $"no answer within {timeout.TotalSeconds:0.#} s")),
        HttpRequestException http => new(PostVerdict.Failed, (int?)http.StatusCode, Words(http.HttpRequestError)),
        IOException or UnauthorizedAccessException => new(PostVerdict.Denied, null, "a file with a secret, or the connection, cannot be read"),
        FormatException => new(PostVerdict.Denied, null, "the address or a header read from a file is malformed"),
        _ => null,
    };

    /// <summary>The beginning of the body, for one line.</summary>
    public static async Task<string> ReadStartAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var buffer = new byte[LongestText];
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

        return OneLine(Encoding.UTF8.GetString(buffer, 0, read));
    }

    /// <summary><paramref name="text"/> without control characters, cut to what a log line bears.</summary>
    public static string OneLine(string text)
    {
        var line = new string([.. text.Where(letter => !char.IsControl(letter))]).Trim();
        return line.Length > 300 ? line[..300] + "…" : line;
    }

    /// <summary>What kept an exchange from happening.</summary>
    public static string Words(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "the name does not resolve",
        HttpRequestError.ConnectionError => "no connection",
        HttpRequestError.SecureConnectionError => "the TLS handshake failed",
        HttpRequestError.ResponseEnded => "the connection was closed before an answer",
        HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => "the answer is not HTTP",
        _ => "the exchange failed",
    };
}
