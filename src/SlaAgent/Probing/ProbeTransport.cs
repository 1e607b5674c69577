using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;
using SlaAgent.ModelServers.Exchanges;

namespace SlaAgent.Probing;

/// <summary>
/// Carries one probe's requests over one connection. Exactly one request goes on the wire for each probe: no retry, no redirect, no proxy.
/// </summary>
internal sealed class ProbeTransport : IProbeSender
{
    /// <summary>How long a connection is kept at most, so that a changed DNS answer is seen.</summary>
    public static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>Largest head of a response, in KiB.</summary>
    public const int MaxHeadKibibytes = 16;

    /// <summary>How much of an answer over HTTP/2 a server may send ahead, in bytes: the usual longest body, so that no round trip slows it.</summary>
    private const int StreamWindow = 1024 * 1024;

    private readonly ModelService _service;
    private readonly Probe _probe;
    private readonly ProbeExchange _exchange;
    private readonly TimeProvider _time;
    private readonly ProbeDeadlines _deadlines;
    private readonly ServerConnector _connector;
    private readonly MessageFactory _messages;
    private readonly Credentials? _credentials;
    private readonly ProbeResults _results;
    private readonly ITimer _timer;
    private HttpMessageInvoker _http;

    /// <summary>A transport for <paramref name="probe"/>; nothing is sent yet.</summary>
    /// <param name="service">The probe's service.</param>
    /// <param name="probe">The probe.</param>
    /// <param name="exchange">What is sent and how answers are read.</param>
    /// <param name="time">Clock and timers.</param>
    /// <param name="resolver">Name resolution; null for the system's.</param>
    public ProbeTransport(ModelService service, Probe probe, ProbeExchange exchange, TimeProvider time, AddressResolver? resolver = null)
    {
        _service = service;
        _probe = probe;
        _exchange = exchange;
        _time = time;
        _deadlines = ProbeDeadlines.Of(probe, service.Timeouts);
        _connector = new ServerConnector(service, resolver ?? Dns.GetHostAddressesAsync, time);
        _messages = new MessageFactory(service, probe.Timeout);
        _credentials = service.Auth is { } auth ? new Credentials(auth) : null;
        _results = new ProbeResults(service.Name, probe, _credentials);
        _http = NewClient();
        _timer = time.CreateTimer(static state => ((ProbeTransport)state!)._connector.Current?.Arm(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many connections were opened.</summary>
    public long ConnectionsOpened => _connector.Opened;

    /// <inheritdoc />
    public async Task<ProbeRun> SendAsync(Instant scheduledAt, TimeSpan scheduleDelay, ActivityContext trace, CancellationToken stopping)
    {
        stopping.ThrowIfCancellationRequested();
        var start = new ProbeStart(scheduledAt, scheduleDelay, trace);
        KeyValuePair<string, string>? credential = null;
        if (_credentials is not null)
        {
            if (_credentials.Read(out var value) is { } error)
            {
                return _results.NotSent(start, error);
            }

            credential = new(_credentials.HeaderName, value!);
        }

        using var attempt = new ProbeAttempt(_time, _deadlines, _timer);
        using var registration = stopping.UnsafeRegister(static state => ((ProbeAttempt)state!).Dispose(), attempt);
        _connector.Current = attempt;
        attempt.Arm();
        try
        {
            if (_exchange.ConnectsOnly)
            {
                return await ConnectAsync(attempt, start, stopping).ConfigureAwait(false);
            }

            using var message = _messages.Create(_exchange.NextRequest(), attempt, credential, trace);
            return await ExchangeAsync(message, start, stopping).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // A mistake of ours in the probe's own path must not end its schedule, nor be taken for the server's; who asked for the probe says it.
            return _results.NotSent(start, $"unexpected {e.GetType().Name} in the agent") with { Mistake = e };
        }
        finally
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _connector.Current = null;
            if (_service.IsGrpc && !(attempt.IsComplete && _service.Connection == ConnectionReuse.Reused))
            {
                // A connection of HTTP/2 stays in the stack's pool while it is used, so that the next probe might be given one that was closed.
                _http.Dispose();
                _http = NewClient();
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _timer.Dispose();
        _http.Dispose();
    }

    private static ProbeAttempt AttemptOf(HttpRequestMessage message) => ((ProbeMessage)message).Attempt;

    private HttpMessageInvoker NewClient() => new(NewHandler(), disposeHandler: true);

    private SocketsHttpHandler NewHandler() => new()
    {
        // The stack goes on connecting after a request has ended; ours stops with the attempt that asked for the connection.
        ConnectCallback = (context, _) => _connector.ConnectAsync(AttemptOf(context.InitialRequestMessage)),
        PlaintextStreamFilter = (context, _) => new(_connector.Watch(context.PlaintextStream, AttemptOf(context.InitialRequestMessage))),
        MaxConnectionsPerServer = 1,
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        ActivityHeadersPropagator = null,
        MaxResponseHeadersLength = MaxHeadKibibytes,
        MaxResponseDrainSize = 0,
        ConnectTimeout = Timeout.InfiniteTimeSpan,
        InitialHttp2StreamWindowSize = StreamWindow,
        PooledConnectionLifetime = _service.Connection == ConnectionReuse.Fresh && !_service.IsGrpc ? TimeSpan.Zero : ConnectionLifetime,
        PooledConnectionIdleTimeout = ConnectionLifetime,
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
    };

    private async Task<ProbeRun> ExchangeAsync(ProbeMessage message, ProbeStart start, CancellationToken stopping)
    {
        var attempt = message.Attempt;
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(message, attempt.Ending).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            stopping.ThrowIfCancellationRequested();
            attempt.FailGivenUp();
            if (TransportFailure.BeforeHead(e, attempt.FirstByte is not null) is { } seen)
            {
                attempt.Fail(seen.Outcome, seen.Detail);
            }

            var end = attempt.Elapsed;
            if (attempt.Failure is not { } failure)
            {
                throw;
            }

            await CloseAsync(attempt).ConfigureAwait(false);
            return _results.Failed(start, attempt, failure, end);
        }

        using (response)
        {
            var reader = _exchange.NewReader();
            reader.OnHead((int)response.StatusCode, ContentType(response));
            if (reader.HeaderAsked is { } name && Header(response, name) is { } value)
            {
                reader.OnHeader(value);
            }

            Tell(reader, response.Headers);
            var end = await AnswerPump.RunAsync(response, reader, attempt, _probe.Request.Expect.MaxBodyBytes).ConfigureAwait(false);
            var failure = attempt.Failure;
            if (failure is not null)
            {
                await CloseAsync(attempt).ConfigureAwait(false);
            }

            stopping.ThrowIfCancellationRequested();
            Tell(reader, response.TrailingHeaders);
            var answer = reader.Complete(failure?.Outcome, failure?.Detail, end);
            return _results.Answered(start, attempt, answer, (int)response.StatusCode, end) with { RetryAfter = answer.RetryAfter ?? WaitWanted(response) };
        }
    }

    /// <summary>Asks a server that answers no health question whether it takes a connection.</summary>
    private async Task<ProbeRun> ConnectAsync(ProbeAttempt attempt, ProbeStart start, CancellationToken stopping)
    {
        try
        {
            await using var wire = await _connector.ConnectAsync(attempt).ConfigureAwait(false);
            attempt.TryComplete();
        }
        catch (Exception e)
        {
            stopping.ThrowIfCancellationRequested();
            if (TransportFailure.BeforeHead(e, answered: false) is { } seen)
            {
                attempt.Fail(seen.Outcome, seen.Detail);
            }

            if (attempt.Failure is null)
            {
                throw;
            }
        }

        var end = attempt.Elapsed;
        return attempt.Failure is { } failure ? _results.Failed(start, attempt, failure, end) : _results.Connected(start, attempt, end);
    }

    private void Tell(AnswerReader reader, HttpResponseHeaders fields)
    {
        if (!_service.IsGrpc)
        {
            return;
        }

        foreach (var (name, values) in fields.NonValidated)
        {
            reader.OnField(name, values.ToString());
        }
    }

    private static string? ContentType(HttpResponseMessage response) =>
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var values) ? values.ToString() : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private TimeSpan? WaitWanted(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            ? RetryAfter.Read(Header(response, "Retry-After"), Header(response, "Date"), _time.GetUtcNow())
            : null;

    /// <summary>Closes the connection at once: what the server still wants to say is not waited for.</summary>
    private static ValueTask CloseAsync(ProbeAttempt attempt) => attempt.Wire?.DisposeAsync() ?? ValueTask.CompletedTask;
}
