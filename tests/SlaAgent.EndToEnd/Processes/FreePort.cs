using System.Net;
using System.Net.Sockets;

namespace SlaAgent.EndToEnd.Processes;

/// <summary>A port for a program that cannot bind port 0 and say which one it got.</summary>
internal static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
