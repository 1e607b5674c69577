using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Incidents;

namespace SlaAgent.Notifications;

/// <summary>
/// Events of PagerDuty's Events API, version 2. The key by which PagerDuty knows an alert is the fingerprint of its labels: an alert raised anew while it is open there
/// (after the agent lost its state, or by a second agent) is the same one.
/// </summary>
internal static class PagerDutyJson
{
    /// <summary>Longest summary that PagerDuty takes, in bytes of UTF-8.</summary>
    public const int LongestSummary = 1024;

    private const int KeyLength = 32;

    // An event may have 512 KB; some room is left for what is around the details.
    private const int MostDetails = 448 * 1024;

    /// <summary>Whether a text can be the key of an integration.</summary>
    public static bool IsRoutingKey(string key) => key.Length == KeyLength && key.All(char.IsAsciiLetterOrDigit);

    /// <summary>The event that says what is due.</summary>
    /// <param name="alert">What is due.</param>
    /// <param name="receiver">Name of the receiver.</param>
    /// <param name="routingKey">The integration's key.</param>
    /// <param name="options">The agent's address.</param>
    public static ReadOnlyMemory<byte> Of(DueDelivery alert, string receiver, string routingKey, DeliveryOptions options) => AlertJson.Write(writer =>
    {
        var labels = AlertText.Labels(alert.Incident.Labels);
        writer.WriteStartObject();
        writer.WriteString("routing_key", routingKey);
        writer.WriteString("event_action", alert.Transition switch { Transition.Firing => "trigger", Transition.Acknowledged => "acknowledge", _ => "resolve" });
        writer.WriteString("dedup_key", Fingerprint.Of(labels));
        if (alert.Transition == Transition.Firing)
        {
            WriteTrigger(writer, alert.Incident, labels, AlertText.Annotations(alert.Incident, receiver), options);
        }

        writer.WriteEndObject();
    });

    private static void WriteTrigger(Utf8JsonWriter writer, Incident incident, LabelSet labels, LabelSet annotations, DeliveryOptions options)
    {
        writer.WriteString("client", "SlaAgent");
        if (options.GeneratorUrl is { } url)
        {
            writer.WriteString("client_url", url.AbsoluteUri);
        }

        WriteLinks(writer, annotations);
        writer.WriteStartObject("payload");
        writer.WriteString("summary", Summary(incident, annotations));
        writer.WriteString("source", Source(labels));
        writer.WriteString("severity", labels.Find("test") == "true" ? "info" : incident.Severity == AlertSeverity.Page ? "critical" : "warning");
        writer.WriteString("timestamp", AlertJson.Time(incident.StartedAt));
        WriteIfKnown(writer, "component", labels.Find("service"));
        WriteIfKnown(writer, "group", labels.Find("sla"));
        writer.WriteString("class", incident.AlertName);
        WriteDetails(writer, labels.Pairs.Concat(annotations.Pairs));
        writer.WriteEndObject();
    }

    private static string Summary(Incident incident, LabelSet annotations)
    {
        var summary = annotations.Find("summary") is { Length: > 0 } text ? text : incident.AlertName;
        return AlertText.Cut(annotations.Find("escalation") is null ? summary : "Escalation: " + summary, LongestSummary);
    }

    /// <summary>What has the trouble: a service, where it runs.</summary>
    private static string Source(LabelSet labels) => string.Join(
        '/', new[] { labels.Find("namespace"), labels.Find("service") ?? "slaagent", labels.Find("replica") }.Where(part => !string.IsNullOrEmpty(part)));

    private static void WriteIfKnown(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteLinks(Utf8JsonWriter writer, LabelSet annotations)
    {
        var links = annotations.Pairs.Where(pair => Uri.TryCreate(pair.Value, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https").ToList();
        if (links.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("links");
        foreach (var (name, address) in links)
        {
            writer.WriteStartObject();
            writer.WriteString("href", address);
            writer.WriteString("text", name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteDetails(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, string>> details)
    {
        writer.WriteStartObject("custom_details");
        foreach (var (name, value) in details.DistinctBy(pair => pair.Key))
        {
            // A character becomes at most six bytes.
            if (writer.BytesCommitted + writer.BytesPending + (6L * (name.Length + value.Length)) > MostDetails)
            {
                writer.WriteBoolean("truncated", true);
                break;
            }

            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
