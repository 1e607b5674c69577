using System.Text.Json;
using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Notifications;

/// <summary>
/// Events in CloudEvents' JSON format, version 1.0 (structured mode over HTTP). Source and id are those of the transition, not of the attempt: whoever gets an event twice can tell.
/// </summary>
internal static class CloudEventJson
{
    /// <summary>Begins every type.</summary>
    public const string TypePrefix = "io.slaagent.";

    /// <summary>The event that says what is due.</summary>
    /// <param name="alert">What is due.</param>
    /// <param name="receiver">Name of the receiver.</param>
    /// <param name="options">The agent's address.</param>
    public static ReadOnlyMemory<byte> Of(DueDelivery alert, string receiver, DeliveryOptions options) => AlertJson.Write(writer =>
    {
        var (incident, transition) = alert;
        var step = transition == Transition.Firing ? incident.EscalationTo(receiver) : null;
        var happened = step is not null ? "escalated" : transition switch { Transition.Firing => "opened", Transition.Acknowledged => "acknowledged", _ => "closed" };
        writer.WriteStartObject();
        writer.WriteString("specversion", "1.0");
        writer.WriteString("id", $"{incident.Id}/{happened}");
        writer.WriteString("source", Source(incident));
        writer.WriteString("type", TypePrefix + Subject(incident.AlertName) + "." + happened);
        writer.WriteString("subject", incident.Id);
        writer.WriteString("time", AlertJson.Time(step?.At ?? transition switch
        {
            Transition.Firing => incident.StartedAt,
            Transition.Acknowledged => incident.Acknowledgement!.At,
            _ => AlertJson.End(incident.StartedAt, incident.EndedAt!.Value),
        }));
        writer.WriteString("datacontenttype", "application/json");
        writer.WritePropertyName("data");
        WriteData(writer, incident, transition, receiver, options);
        writer.WriteEndObject();
    });

    /// <summary>What an event is about, by the name of its alert.</summary>
    private static string Subject(string alert) => alert switch
    {
        "SlaBreached" => "breach",
        "SlaErrorBudgetBurn" => "budgetburn",
        "SlaAccuracyAtRisk" => "accuracyrisk",
        "SlaMeasurementMissing" => "measurement",
        "ModelServerDown" or "ModelServerHungBehindHealth" => "outage",
        "SlaAgentWatchdog" => "watchdog",
        "SlaAgentTest" => "test",
        _ => "alert",
    };

    /// <summary>Where it happened: the agreement's objective, the service, or the agent itself.</summary>
    private static string Source(Incident incident) => "/slaagent" + string.Concat(
        new[] { ("namespaces", incident.Labels.Find("namespace")), ("services", incident.Service), ("slas", incident.Agreement), ("objectives", incident.Objective), ("replicas", incident.Labels.Find("replica")) }
            .Where(part => !string.IsNullOrEmpty(part.Item2))
            .Select(part => $"/{part.Item1}/{Uri.EscapeDataString(part.Item2!)}"));

    private static void WriteData(Utf8JsonWriter writer, Incident incident, Transition transition, string receiver, DeliveryOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("incident", incident.Id);
        writer.WriteString("alert", incident.AlertName);
        writer.WriteString("status", transition == Transition.Resolved ? "resolved" : "firing");
        writer.WriteString("severity", incident.Severity.Name());
        writer.WriteString("startsAt", AlertJson.Time(incident.StartedAt));
        if (transition == Transition.Resolved)
        {
            writer.WriteString("endsAt", AlertJson.Time(AlertJson.End(incident.StartedAt, incident.EndedAt!.Value)));
        }

        if (incident.Acknowledgement is { } taken)
        {
            writer.WriteStartObject("acknowledgement");
            writer.WriteString("by", AlertText.Cut(taken.By, AlertText.LongestLabel));
            if (taken.Note is { } note)
            {
                writer.WriteString("note", AlertText.Cut(note, AlertText.LongestAnnotation));
            }

            writer.WriteString("at", AlertJson.Time(taken.At));
            writer.WriteEndObject();
        }

        AlertJson.WriteLabels(writer, "labels", AlertText.Labels(incident.Labels));
        AlertJson.WriteLabels(writer, "annotations", AlertText.Annotations(incident, receiver));
        if (options.GeneratorUrl is { } url)
        {
            writer.WriteString("url", url.AbsoluteUri);
        }

        writer.WriteEndObject();
    }
}
