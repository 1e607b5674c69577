using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Probing.Http2;
using SlaAgent.Security;

namespace SlaAgent.Probing;

/// <summary>
/// Opens a probe's connections: resolves, connects, agrees on TLS, and notes when each was done. Works only for the probe that is on its
/// way, and stops with it.
/// </summary>
internal sealed class ServerConnector(ModelService service, AddressResolver resolver, TimeProvider time)
{
    private readonly string _host = service.Url.IdnHost;
    private readonly int _port = service.Url.Port;
    private readonly bool _secure = service.IsSecure;
    private readonly TlsOptions _tls = new(service.Tls);
    private long _opened;

    /// <summary>The probe that is on its way; null between probes.</summary>
    public ProbeAttempt? Current { get; set; }

    /// <summary>How many connections were opened.</summary>
    public long Opened => Interlocked.Read(ref _opened);

    /// <summary>Opens a connection for <paramref name="attempt"/>, and for no other.</summary>
    /// <exception cref="ProbeAbortedException">No connection; the reason is the attempt's failure.</exception>
    public async ValueTask<Stream> ConnectAsync(ProbeAttempt attempt)
    {
        if (attempt.Wire is not null || !attempt.TryConnect())
        {
            throw attempt.RefuseSecondRequest();
        }

        var addresses = await ResolveAsync(attempt).ConfigureAwait(false);
        attempt.MarkResolved();
        var socket = await ConnectAsync(attempt, addresses).ConfigureAwait(false);
        attempt.MarkConnected();
        Interlocked.Increment(ref _opened);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (!_secure)
        {
            attempt.MarkPlain();
            return stream;
        }

        var secured = await SecureAsync(attempt, stream).ConfigureAwait(false);
        attempt.MarkSecured();
        return secured;
    }

    /// <summary>Watches over what <see cref="ConnectAsync(ProbeAttempt)"/> opened for <paramref name="attempt"/>.</summary>
    public WireStream Watch(Stream opened, ProbeAttempt attempt) =>
        new(opened, this, attempt.CertificateExpiry, service.IsGrpc ? new ConnectionWatch() : null);

    private static ProbeAbortedException Abort(ProbeAttempt attempt, Outcome outcome, string detail)
    {
        attempt.Fail(outcome, detail);
        return new ProbeAbortedException(detail);
    }

    private async ValueTask<IPAddress[]> ResolveAsync(ProbeAttempt attempt)
    {
        try
        {
            // The system's resolver cannot be stopped once it asks; the wait for it can, so that it does not hold up the next probe.
            var addresses = IPAddress.TryParse(_host, out var literal)
                ? [literal]
                : await resolver(_host, attempt.Ending).WaitAsync(attempt.Ending).ConfigureAwait(false);
            var usable = service.AddressFamily switch
            {
                AddressFamilyPreference.IPv4 => Array.FindAll(addresses, a => a.AddressFamily == AddressFamily.InterNetwork),
                AddressFamilyPreference.IPv6 => Array.FindAll(addresses, a => a.AddressFamily == AddressFamily.InterNetworkV6),
                _ => addresses,
            };
            return usable.Length > 0
                ? usable
                : throw Abort(attempt, Outcome.DnsError, addresses.Length == 0 ? $"{_host} has no address" : $"{_host} has no {service.AddressFamily} address");
        }
        catch (SocketException e)
        {
            throw Abort(attempt, Outcome.DnsError, $"{_host} does not resolve: {e.SocketErrorCode}");
        }
    }

    private async ValueTask<Socket> ConnectAsync(ProbeAttempt attempt, IPAddress[] addresses)
    {
        try
        {
            return addresses.Length == 1
                ? await AddressRace.ConnectOneAsync(addresses[0], _port, attempt.Ending).ConfigureAwait(false)
                : await AddressRace.ConnectAsync(addresses, _port, time, attempt.Ending).ConfigureAwait(false);
        }
        catch (SocketException e)
        {
            throw Abort(attempt, Outcome.ConnectionError, $"no connection to {_host}:{_port}: {e.SocketErrorCode}");
        }
    }

    private async ValueTask<SslStream> SecureAsync(ProbeAttempt attempt, NetworkStream stream)
    {
        var verdict = new CertificateVerdict(_tls.AcceptsAny);
        var (options, error) = _tls.For(_host, verdict);
        if (options is null)
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw Abort(attempt, Outcome.AgentError, error!);
        }

        if (service.IsGrpc)
        {
            options.ApplicationProtocols = [SslApplicationProtocol.Http2];
        }

        var secured = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await secured.AuthenticateAsClientAsync(options, attempt.Ending).ConfigureAwait(false);
            attempt.CertificateExpiry = verdict.Expiry;
            return service.IsGrpc && secured.NegotiatedApplicationProtocol != SslApplicationProtocol.Http2
                ? throw Abort(attempt, Outcome.TlsError, HandshakeFailure.NoHttp2)
                : secured;
        }
        catch (Exception e)
        {
            attempt.CertificateExpiry = verdict.Expiry;
            await secured.DisposeAsync().ConfigureAwait(false);
            if (e is AuthenticationException or IOException or SocketException && !attempt.Ending.IsCancellationRequested)
            {
                throw Abort(attempt, Outcome.TlsError, verdict.Problem ?? HandshakeFailure.Describe(e));
            }

            throw;
        }
    }
}
