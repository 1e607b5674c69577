using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SlaAgent.DemoServer.Faults;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Http;

/// <summary>One request while it is answered: what was asked, the faults in force when it came, and the ways to answer.</summary>
internal sealed class RequestCall(HttpContext http, ServerParts parts, RouteMatch match, long arrived, CancellationToken leaving)
{
    public HttpContext Http { get; } = http;

    /// <summary>When it arrived, as the clock's timestamp.</summary>
    public long Arrived { get; } = arrived;

    /// <summary>Cancelled when the client leaves or the server stops.</summary>
    public CancellationToken Leaving { get; } = leaving;

    public FaultSet Faults { get; } = parts.Faults.Current;

    public ErrorForm Errors { get; } = match.Errors;

    /// <summary>How a failure is told where that is not by a status and a body; null for those.</summary>
    public Func<Failure, Task>? Refuse { get; init; }

    /// <summary>Whether it is one of the requests that are counted by their answers.</summary>
    public bool IsCounted { get; set; } = true;

    /// <summary>The model in the path.</summary>
    public string? Model { get; } = match.Model;

    /// <summary>The version in the path.</summary>
    public string? Version { get; } = match.Version;

    public async Task SendAsync(int status, ReadOnlyMemory<byte> body, string? contentType)
    {
        Http.Response.StatusCode = status;
        Http.Response.ContentType = contentType;
        Http.Response.ContentLength = body.Length;
        if (body.Length > 0)
        {
            await Http.Response.Body.WriteAsync(body, Leaving).ConfigureAwait(false);
        }
    }

    public Task SendJsonAsync(int status, Action<Utf8JsonWriter> write) => SendAsync(status, JsonAnswer.Bytes(write), "application/json");

    public Task SendTextAsync(int status, string text, string contentType = "text/plain; charset=utf-8") =>
        SendAsync(status, Encoding.UTF8.GetBytes(text), contentType);

    /// <summary>Says that there is no answer, and why.</summary>
    public Task RefuseAsync(Problem problem, string? message = null, int? status = null, string? model = null)
    {
        var failure = Errors.Of(problem, model ?? Model, message, status);
        if (Refuse is { } refuse)
        {
            return refuse(failure);
        }

        if (problem == Problem.Overloaded)
        {
            Http.Response.Headers.RetryAfter = Faults.RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return SendAsync(failure.Status, Errors.Body(failure), Errors.ContentType);
    }

    /// <summary>The body as JSON, to be disposed.</summary>
    /// <exception cref="FormatException">The body is no JSON.</exception>
    public Task<JsonDocument> ReadJsonAsync() => JsonBody.ReadAsync(Http, Leaving);

    /// <summary>Sends the whole answer of an inference, or what the faults make of it.</summary>
    public async Task AnswerAsync(ServingRequest serving, ServedOutcome outcome, ReadOnlyMemory<byte> body, string contentType = "application/json")
    {
        if (Faults.HangAfterHeaders)
        {
            Http.Response.ContentType = contentType;
            await HoldAfterHeadersAsync().ConfigureAwait(false);
            return;
        }

        var failure = Errors.Of(Problem.Failed, Model);
        var sent = Faults.ErrorUnder200 ? Errors.Body(failure) : body;
        // Counted before the last byte leaves, so that whoever has the answer finds it counted.
        serving.End(Faults.ErrorUnder200 || Faults.BodyTruncated ? ServedOutcome.Failed : outcome);
        if (!Faults.BodyTruncated)
        {
            await SendAsync(200, sent, contentType).ConfigureAwait(false);
            return;
        }

        Http.Response.ContentType = contentType;
        Http.Response.ContentLength = sent.Length;
        await Http.Response.Body.WriteAsync(sent[..(sent.Length / 2)], Leaving).ConfigureAwait(false);
        throw new TruncatedException();
    }

    /// <summary>Sends the head of the answer and then nothing.</summary>
    public async Task HoldAfterHeadersAsync()
    {
        await Http.Response.StartAsync(Leaving).ConfigureAwait(false);
        await Http.Response.Body.FlushAsync(Leaving).ConfigureAwait(false);
        await HoldAsync().ConfigureAwait(false);
    }

    /// <summary>Keeps the connection open and silent until the client leaves, the server stops or the bound is reached.</summary>
    public async Task HoldAsync()
    {
        await Task.Delay(parts.Options.LongestHang, parts.Time, Leaving).ConfigureAwait(false);
        Http.Abort();
    }
}
