using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SlaAgent.Http;
using SlaAgent.Probing;
using SlaAgent.Security;

namespace SlaAgent.Commands;

/// <summary>Asks a running agent.</summary>
internal static class AgentClient
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Gets <paramref name="path"/> from the agent and reads it.</summary>
    public static async Task<AgentAnswer<T>> GetAsync<T>(AgentConnection agent, string path, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var answer = await GetAsync(agent, path, cancellation);
        if (answer.Value is not { } body)
        {
            return new(null, answer.Problem, answer.Exit);
        }

        if (!answer.IsSuccess)
        {
            return new(null, $"{agent.Address} answered {answer.Status}: is that an agent?", ExitCode.CouldNot);
        }

        try
        {
            return new(JsonSerializer.Deserialize(body, type), "the agent answered nothing", ExitCode.CouldNot);
        }
        catch (JsonException)
        {
            return new(null, $"what answered at {agent.Address} is no agent: its {path} cannot be read", ExitCode.CouldNot);
        }
    }

    /// <summary>Has the agent change something, and reads what it says then; a refusal in its own words.</summary>
    public static async Task<AgentAnswer<T>> ChangeAsync<T>(AgentConnection agent, HttpMethod method, string path, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        var answer = await SendAsync(agent, method, path, content, cancellation);
        if (answer.Value is not { } body)
        {
            return new(null, answer.Problem, answer.Exit);
        }

        try
        {
            return answer.IsSuccess
                ? new(JsonSerializer.Deserialize(body, type), "the agent answered nothing", ExitCode.CouldNot)
                : new(null, JsonSerializer.Deserialize(body, ApiJson.Default.Problem)?.Detail ?? $"{agent.Address} answered {answer.Status}", answer.Status is 401 or 403 or >= 500 ? ExitCode.CouldNot : ExitCode.Wrong);
        }
        catch (JsonException)
        {
            return new(null, $"{agent.Address} answered {answer.Status}: is that an agent?", ExitCode.CouldNot);
        }
    }

    /// <summary>Gets <paramref name="path"/> from the agent as text, whatever its status.</summary>
    public static Task<AgentAnswer<string>> GetAsync(AgentConnection agent, string path, CancellationToken cancellation) =>
        SendAsync(agent, HttpMethod.Get, path, null, cancellation);

    /// <summary>Sends a request to the agent, and gives what it answers as text, whatever its status.</summary>
    public static async Task<AgentAnswer<string>> SendAsync(AgentConnection agent, HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(agent.Address, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return new(null, $"'{agent.Address}' is not an http address; give one such as {CommonOptions.DefaultAgent}", ExitCode.Wrong);
        }

        var verdict = new CertificateVerdict(acceptAny: false);
        if (Prepare(agent, address, path, verdict, out var request, out var tls) is { } mistake)
        {
            return new(null, mistake, ExitCode.Wrong);
        }

        (request!.Method, request.Content) = (method, content);
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = tls!, AllowAutoRedirect = false }) { Timeout = Timeout };
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            return answer.StatusCode == HttpStatusCode.Unauthorized && answer.Headers.WwwAuthenticate.Any(challenge => challenge.Scheme == "Basic")
                ? new(null, $"{Place(address)} wants a name and a password: " + (agent.Auth is null ? "give --user and --password-file" : "those given are wrong"), ExitCode.CouldNot)
                : new(await answer.Content.ReadAsStringAsync(cancellation), "", ExitCode.Fine) { Status = (int)answer.StatusCode, IsSuccess = answer.IsSuccessStatusCode };
        }
        catch (HttpRequestException error) when (verdict.Problem is { } problem)
        {
            return new(null, $"{Place(address)}: {problem}; give the authority with --ca-file, or the certificate's name with --server-name ({error.HttpRequestError})", ExitCode.CouldNot);
        }
        catch (Exception error) when (error is HttpRequestException || (error is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            return new(null, $"no agent answered at {Place(address)}: {Words(error, address)}", ExitCode.CouldNot);
        }
    }

    /// <summary>What is asked of the agent, as JSON.</summary>
    public static ByteArrayContent Body<T>(T request, JsonTypeInfo<T> type)
    {
        var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(request, type));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return body;
    }

    private static string Place(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string Words(Exception error, Uri address) => error switch
    {
        TaskCanceledException => FormattableString.Invariant($"no answer within {Timeout.TotalSeconds:0} s"),
        HttpRequestException { HttpRequestError: HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse } when address.Scheme == "http" => "the answer is not HTTP; if the agent has TLS, write https:// with --url",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "the TLS handshake failed; if the agent has no TLS, write http:// with --url, and if it asks for a certificate, give --cert-file and --key-file",
        _ => error.Message,
    };

    private static string? Prepare(AgentConnection agent, Uri address, string path, CertificateVerdict verdict, out HttpRequestMessage? request, out SslClientAuthenticationOptions? tls)
    {
        request = null;
        (tls, var unreadable) = new TlsOptions(agent.Tls).For(address.DnsSafeHost, verdict);
        if (unreadable is not null)
        {
            return unreadable;
        }

        request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));

        // The name for the handshake is the one of the Host header; the options' own is overwritten by the handler.
        request.Headers.Host = agent.Tls?.ServerName;
        if (agent.Auth is null)
        {
            return null;
        }

        var credentials = new Credentials(agent.Auth);
        if (credentials.Read(out var value) is { } error)
        {
            return error;
        }

        request.Headers.TryAddWithoutValidation(credentials.HeaderName, value);
        return null;
    }
}
