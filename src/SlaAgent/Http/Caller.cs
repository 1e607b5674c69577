using System.Net;

namespace SlaAgent.Http;

/// <summary>From where a request comes.</summary>
internal static class Caller
{
    /// <summary>Whether it comes from this machine and is meant for it.</summary>
    public static bool IsLocal(HttpContext context) =>
        IsOwnName(context.Request.Host.Host) && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>Whether a page in somebody's browser asks: it can reach the loopback too. Browsers say so: by Origin where it writes, by Sec-Fetch-Site for every picture and frame.</summary>
    public static bool IsPage(HttpContext context) =>
        context.Request.Headers.Origin.Count > 0 || (context.Request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "none");

    /// <summary>A page whose name was pointed at the loopback after it was loaded asks under that name, as does a proxy beside the agent for whoever is behind it.</summary>
    private static bool IsOwnName(string host) => host is "localhost" or "" || IPAddress.TryParse(host.Trim('[', ']'), out _);
}
