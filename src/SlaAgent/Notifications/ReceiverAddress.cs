using System.Net;
using System.Net.Sockets;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>One address of a receiver.</summary>
/// <param name="Key">Its name in the outbox, metrics and logs: without user, path secrets or query.</param>
/// <param name="Url">Where to post; null where it stands in <paramref name="UrlFile"/>.</param>
/// <param name="UrlFile">File with the address, read at each post.</param>
/// <param name="Pinned">Which of a name's addresses this is; null for whichever.</param>
internal sealed record ReceiverAddress(string Key, Uri? Url, string? UrlFile, IPAddress? Pinned)
{
    private static readonly Uri s_pagerDuty = new("https://events.pagerduty.com/v2/enqueue");

    /// <summary>The only address of a receiver that is no Alertmanager. Its key is the same whatever the URL, so that a changed URL takes over what is owed.</summary>
    public static ReceiverAddress Of(Receiver receiver) => receiver switch
    {
        Receiver.Webhook webhook => new("webhook", webhook.Url, webhook.UrlFile, null),
        Receiver.CloudEvents events => new("cloudevents", events.Url, events.UrlFile, null),
        Receiver.PagerDuty pager => new("pagerduty", pager.Url is { } url ? Enqueue(url) : s_pagerDuty, null, null),
        Receiver.Slack slack => new("slack", null, slack.WebhookUrlFile, null),
        _ => throw new ArgumentException($"a {receiver.GetType().Name} has no address of its own", nameof(receiver)),
    };

    /// <summary>An Alertmanager's address.</summary>
    public static ReceiverAddress Of(Uri baseUrl, IPAddress? pinned)
    {
        var url = new UriBuilder(baseUrl) { UserName = "", Password = "", Query = "", Fragment = "", Path = baseUrl.AbsolutePath.TrimEnd('/') + "/api/v2/alerts" }.Uri;
        var key = baseUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        return new(pinned is null ? key : $"{key} ({pinned})", url, null, pinned);
    }

    /// <summary>
    /// All addresses behind an Alertmanager's URL. One with addresses of both families is one Alertmanager: those of IPv4 stand for all where there are any.
    /// </summary>
    /// <exception cref="SocketException">The name does not resolve.</exception>
    public static async Task<IReadOnlyList<ReceiverAddress>> ResolveAsync(Uri url, ReceiverAccess access, CancellationToken cancel)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out _))
        {
            return [Of(url, null)];
        }

        var found = await access.Resolve(url.DnsSafeHost, cancel);
        var first = found.Where(ip => ip.AddressFamily == AddressFamily.InterNetwork).ToList();
        return [.. (first.Count > 0 ? first : found.ToList()).Select(ip => Of(url, ip))];
    }

    /// <summary>Where to post.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UriFormatException">The file holds no address.</exception>
    public Uri Target(Func<string, string> readSecret)
    {
        if (Url is not null)
        {
            return Url;
        }

        var url = new Uri(readSecret(UrlFile!), UriKind.Absolute);
        return url.Scheme is "http" or "https" ? url : throw new UriFormatException();
    }

    // Another region of PagerDuty is named by its host alone.
    private static Uri Enqueue(Uri url) => url.AbsolutePath == "/" ? new Uri(url, s_pagerDuty.AbsolutePath) : url;
}
