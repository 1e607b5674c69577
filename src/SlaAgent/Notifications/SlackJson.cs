using System.Text.Json;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Notifications;

/// <summary>Messages for an incoming webhook of Slack: a line for the notification, and blocks for the channel.</summary>
internal static class SlackJson
{
    /// <summary>Longest text of a section, in characters.</summary>
    public const int LongestSection = 3000;

    /// <summary>Longest text of a field, in characters.</summary>
    public const int LongestField = 2000;

    private static readonly string[] s_fields = ["sla", "objective", "service", "audience", "namespace", "replica"];

    /// <summary>The message that says what is due.</summary>
    /// <param name="alert">What is due.</param>
    /// <param name="receiver">Name of the receiver.</param>
    /// <param name="options">The agent's address.</param>
    public static ReadOnlyMemory<byte> Of(DueDelivery alert, string receiver, DeliveryOptions options) => AlertJson.Write(writer =>
    {
        var labels = AlertText.Labels(alert.Incident.Labels);
        var annotations = AlertText.Annotations(alert.Incident, receiver);
        var summary = annotations.Find("summary") is { Length: > 0 } text ? text : alert.Incident.AlertName;
        var state = State(alert, annotations.Find("escalation") is not null);
        writer.WriteStartObject();
        writer.WriteString("text", SlackText.Plain($"{state}: {summary}", LongestSection));
        writer.WriteBoolean("unfurl_links", false);
        writer.WriteStartArray("blocks");
        WriteSection(writer, $"*{SlackText.Plain(alert.Incident.IsStatement ? state : $"{state} · {alert.Incident.AlertName}", 300)}*\n{SlackText.Plain(summary, LongestSection - 400)}");
        foreach (var name in Told(alert.Transition))
        {
            if (annotations.Find(name) is { Length: > 0 } more)
            {
                WriteSection(writer, SlackText.Plain(more, LongestSection));
            }
        }

        var fields = s_fields.Select(name => (Name: name, Value: labels.Find(name))).Where(field => field.Value is not null).ToList();
        if (fields.Count > 0)
        {
            writer.WriteStartObject();
            writer.WriteString("type", "section");
            writer.WriteStartArray("fields");
            foreach (var (name, value) in fields)
            {
                WriteText(writer, $"*{name}*\n{SlackText.Plain(value!, LongestField - 40)}");
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteStartObject();
        writer.WriteString("type", "context");
        writer.WriteStartArray("elements");
        WriteText(writer, Foot(alert.Incident, options));
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static string State(DueDelivery alert, bool isEscalation) => alert.Transition switch
    {
        Transition.Firing when alert.Incident.IsStatement => "STATEMENT",
        Transition.Firing => $"{(isEscalation ? "ESCALATION" : "FIRING")} ({alert.Incident.Severity.Name()})",
        Transition.Acknowledged => "ACKNOWLEDGED",
        _ => "RESOLVED",
    };

    /// <summary>Annotations that are shown: at the end, how things were before it matters no more.</summary>
    private static string[] Told(Transition transition) => transition switch
    {
        Transition.Firing => ["escalation", "description", "acknowledgement", "runbook_url"],
        Transition.Acknowledged => ["acknowledgement"],
        _ => ["resolution", "acknowledgement"],
    };

    private static string Foot(Incident incident, DeliveryOptions options)
    {
        var foot = FormattableString.Invariant($"since {incident.StartedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}");
        foot += incident.EndedAt is { } ended ? FormattableString.Invariant($" until {AlertJson.End(incident.StartedAt, ended).UtcDateTime:yyyy-MM-dd HH:mm:ss'Z'}") : "";
        foot += $" · incident {incident.Id}";
        return SlackText.Plain(options.GeneratorUrl is { } url ? $"{foot} · {url.AbsoluteUri}" : foot, LongestField);
    }

    private static void WriteSection(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "section");
        writer.WritePropertyName("text");
        WriteText(writer, text);
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "mrkdwn");
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }
}
