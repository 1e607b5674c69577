using System.Diagnostics;
using System.Net;
using System.Reflection;
using SlaAgent.Core.Contracts;
using SlaAgent.ModelServers.Exchanges;
using SlaAgent.ModelServers.Presets;

namespace SlaAgent.Probing;

/// <summary>Makes the one HTTP request of each probe: address, host, the user's headers, credentials and trace context. Not thread-safe.</summary>
/// <param name="service">Whom it asks.</param>
/// <param name="timeout">The probe's own, which a gRPC server is told.</param>
internal sealed class MessageFactory(ModelService service, TimeSpan timeout)
{
    private static readonly string UserAgent =
        "slaagent/" + (typeof(MessageFactory).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    // TLS is done by our own connector, so that its time and its errors are known; the stack sees plain HTTP, but for the scheme that HTTP/2 sends.
    private readonly string _base = new UriBuilder(
        service is { IsGrpc: true, IsSecure: true } ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, HostName(service.Url), service.Url.Port, service.Url.AbsolutePath).Uri.AbsoluteUri.TrimEnd('/');
    private readonly string _host = service.Host ?? OwnHost(service.Url);
    private readonly string _timeout = Timeout(timeout);
    private readonly string? _modelHeader = service.Model is null ? null : PresetCatalog.ModelHeaderOf(service.Server);
    private string? _path;
    private Uri? _address;

    /// <summary>The HTTP request for <paramref name="request"/>.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="attempt">The attempt it belongs to.</param>
    /// <param name="credential">Header that proves who asks; null for none.</param>
    /// <param name="trace">The span whose context is sent; the default for none.</param>
    public ProbeMessage Create(ServerRequest request, ProbeAttempt attempt, KeyValuePair<string, string>? credential, ActivityContext trace)
    {
        var message = new ProbeMessage(HttpMethod.Parse(request.Method), AddressOf(request.PathAndQuery), attempt)
        {
            Version = service.IsGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var headers = message.Headers;
        headers.Host = _host;
        headers.TryAddWithoutValidation("User-Agent", UserAgent);
        if (request.Accept is { } accept)
        {
            headers.TryAddWithoutValidation("Accept", accept);
        }

        if (!request.Body.IsEmpty || request.ContentType is not null)
        {
            message.Content = service.IsGrpc ? new StreamedContent(request.Body) : new ReadOnlyMemoryContent(request.Body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        if (service.IsGrpc)
        {
            headers.TryAddWithoutValidation("TE", "trailers");
            headers.TryAddWithoutValidation("grpc-timeout", _timeout);
        }

        if (_modelHeader is not null)
        {
            headers.TryAddWithoutValidation(_modelHeader, service.Model);
        }

        AddUserHeaders(message);
        if (credential is { } pair)
        {
            headers.Remove(pair.Key);
            headers.TryAddWithoutValidation(pair.Key, pair.Value);
        }

        if (trace.TraceId != default)
        {
            headers.Remove("traceparent");
            headers.TryAddWithoutValidation("traceparent", $"00-{trace.TraceId}-{trace.SpanId}-{(int)(trace.TraceFlags & ActivityTraceFlags.Recorded):x2}");
        }

        if (service.Connection == ConnectionReuse.Fresh && !service.IsGrpc)
        {
            headers.ConnectionClose = true;
        }

        return message;
    }

    // Host leaves out the zone of a link-local address, which means something on this machine only (RFC 6874, section 4).
    private static string HostName(Uri url) => url.HostNameType == UriHostNameType.IPv6 ? url.Host : url.IdnHost;

    private static string OwnHost(Uri url) => url.IsDefaultPort ? HostName(url) : FormattableString.Invariant($"{HostName(url)}:{url.Port}");

    /// <summary>The form of grpc-timeout: at most eight digits, and a unit.</summary>
    private static string Timeout(TimeSpan timeout)
    {
        var milliseconds = Math.Ceiling(timeout.TotalMilliseconds);
        return milliseconds < 1e8
            ? FormattableString.Invariant($"{milliseconds:0}m")
            : FormattableString.Invariant($"{Math.Ceiling(timeout.TotalSeconds):0}S");
    }

    private void AddUserHeaders(ProbeMessage message)
    {
        foreach (var (name, value) in service.Headers.Pairs.AsSpan())
        {
            if (message.Headers.NonValidated.Contains(name))
            {
                message.Headers.Remove(name);
            }

            // A header of the body (Content-Type, say) is refused here and has its own place.
            if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content is { } content)
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    private Uri AddressOf(string pathAndQuery)
    {
        // Compared by value: an exchange gives the same path again and again.
        if (_address is null || !string.Equals(_path, pathAndQuery, StringComparison.Ordinal))
        {
            _address = new Uri(_base + pathAndQuery, UriKind.Absolute);
            _path = pathAndQuery;
        }

        return _address;
    }
}
