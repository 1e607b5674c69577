using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SlaAgent.Commands;

namespace SlaAgent.Hosting;

/// <summary>Where the agent listens.</summary>
/// <param name="Host">An IP address, <c>localhost</c>, or <c>*</c> for every address.</param>
/// <param name="Port">The port; 0 for a free one.</param>
/// <param name="Secure">Whether the address was written with https.</param>
internal sealed record ListenAddress(string Host, int Port, bool Secure)
{
    /// <summary>Reads an address. A name other than localhost is none: the web server would take it for "every address".</summary>
    public static ListenAddress? Parse(string text)
    {
        if (!Uri.TryCreate(CommonOptions.Reachable(text), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0)
        {
            return null;
        }

        var everywhere = text.Contains("://*", StringComparison.Ordinal) || text.Contains("://+", StringComparison.Ordinal);
        if (everywhere)
        {
            return new("*", uri.Port, uri.Scheme == "https");
        }

        // A name with two addresses has no free port for both.
        var host = uri.Host == "localhost" ? uri.Host : Given(text, uri);
        return host is not null && (host != "localhost" || uri.Port != 0) ? new(host, uri.Port, uri.Scheme == "https") : null;
    }

    /// <summary>Has the web server listen here.</summary>
    public void Bind(KestrelServerOptions kestrel, Action<ListenOptions> configure)
    {
        switch (Host)
        {
            case "*":
                kestrel.ListenAnyIP(Port, configure);
                break;
            case "localhost":
                kestrel.ListenLocalhost(Port, configure);
                break;
            default:
                kestrel.Listen(IPAddress.Parse(Host), Port, configure);
                break;
        }
    }

    /// <summary>The address as people write it.</summary>
    public Uri ToUri(bool secure) => new(CommonOptions.Reachable(FormattableString.Invariant($"{(secure ? "https" : "http")}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}")));

    private static string? Given(string text, Uri reachable)
    {
        var written = new Uri(text).DnsSafeHost;
        return IPAddress.TryParse(written, out _) && IPAddress.TryParse(reachable.DnsSafeHost, out _) ? written : null;
    }
}
