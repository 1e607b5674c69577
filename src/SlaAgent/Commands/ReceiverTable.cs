using SlaAgent.Core.Contracts;

namespace SlaAgent.Commands;

/// <summary>Receivers as <c>slaagent check</c> shows them: where each alert would go, without what may be secret.</summary>
internal static class ReceiverTable
{
    public static TextTable Of(IEnumerable<Receiver> receivers)
    {
        var table = new TextTable("RECEIVER", "KIND", "ADDRESS");
        foreach (var receiver in receivers)
        {
            var (kind, address) = receiver switch
            {
                Receiver.Alertmanager cluster => ("alertmanager", string.Join(", ", cluster.Urls.Select(Shown))),
                Receiver.Webhook hook => ("webhook", Shown(hook.Url, hook.UrlFile)),
                Receiver.CloudEvents events => ("cloudEvents", Shown(events.Url, events.UrlFile)),
                Receiver.PagerDuty pager => ("pagerDuty", pager.Url is { } url ? Shown(url) : "PagerDuty's"),
                Receiver.Slack slack => ("slack", Shown(null, slack.WebhookUrlFile)),
                _ => ("", ""),
            };
            table.Add(receiver.Name, kind, address);
        }

        return table;
    }

    private static string Shown(Uri? url, string? file) => url is null ? $"in {file}" : Shown(url);

    // What is before the host, and what follows the path, may be a secret.
    private static string Shown(Uri url) => url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
}
