using System.Net;
using System.Net.Sockets;

namespace SlaAgent.Notifications;

/// <summary>How receivers are reached: the seam to TLS, secrets and name resolution.</summary>
internal sealed record ReceiverAccess
{
    /// <summary>Makes clients; by default with the system's TLS settings.</summary>
    public CreateClient CreateClient { get; init; } = static (_, pinned) => PlainClient(pinned);

    /// <summary>Reads a receiver's credentials.</summary>
    public required ReadHeader ReadHeader { get; init; }

    /// <summary>Reads a secret from a file, trimmed.</summary>
    public Func<string, string> ReadSecret { get; init; } = static path => File.ReadAllText(path).Trim();

    /// <summary>All addresses of a name.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = static (name, cancel) => Dns.GetHostAddressesAsync(name, cancel);

    private static HttpClient PlainClient(IPAddress? pinned)
    {
        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90) };
        Pin(handler, pinned);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sets what every receiver's handler needs: no redirects, no cookies, connections that follow a change of DNS, and the pinned address.</summary>
    public static void Pin(SocketsHttpHandler handler, IPAddress? pinned)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        if (pinned is null)
        {
            return;
        }

        handler.UseProxy = false;
        handler.ConnectCallback = async (context, cancel) =>
        {
            var socket = new Socket(pinned.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(pinned, context.DnsEndPoint.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
    }
}
