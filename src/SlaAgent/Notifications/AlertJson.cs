using System.Buffers;
using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Contracts;

namespace SlaAgent.Notifications;

/// <summary>Alerts on the wire.</summary>
internal static class AlertJson
{
    private const string NoEnd = "0001-01-01T00:00:00Z";

    /// <summary>The array that Alertmanager's API version 2 takes.</summary>
    /// <param name="alerts">What to send.</param>
    /// <param name="receiver">Name of the receiver.</param>
    /// <param name="now">Wall time: a firing alert ends a while after it, unless it is sent again.</param>
    /// <param name="options">Times and the generator's address.</param>
    public static ReadOnlyMemory<byte> ForAlertmanager(IReadOnlyList<DueDelivery> alerts, string receiver, DateTimeOffset now, DeliveryOptions options) => Write(writer =>
    {
        writer.WriteStartArray();
        foreach (var (incident, transition) in alerts)
        {
            writer.WriteStartObject();
            WriteLabels(writer, "labels", AlertText.Labels(incident.Labels));
            WriteLabels(writer, "annotations", AlertText.Annotations(incident, receiver));
            writer.WriteString("startsAt", Time(incident.StartedAt));
            writer.WriteString("endsAt", Time(transition == Transition.Firing ? now + options.EndsAfter : End(incident.StartedAt, incident.EndedAt!.Value)));
            if (options.GeneratorUrl is { } url)
            {
                writer.WriteString("generatorURL", url.AbsoluteUri);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Alertmanager's webhook message, version 4, with one alert.</summary>
    public static ReadOnlyMemory<byte> ForWebhook(DueDelivery alert, string receiver, DeliveryOptions options) => Write(writer =>
    {
        var (incident, transition) = alert;
        var labels = AlertText.Labels(incident.Labels);
        var annotations = AlertText.Annotations(incident, receiver);
        var status = transition == Transition.Firing ? "firing" : "resolved";
        var url = options.GeneratorUrl?.AbsoluteUri ?? "";
        var fingerprint = Fingerprint.Of(labels);
        writer.WriteStartObject();
        writer.WriteString("version", "4");
        writer.WriteString("groupKey", "{}:{fingerprint=\"" + fingerprint + "\"}");
        writer.WriteNumber("truncatedAlerts", 0);
        writer.WriteString("status", status);
        writer.WriteString("receiver", receiver);
        WriteLabels(writer, "groupLabels", labels);
        WriteLabels(writer, "commonLabels", labels);
        WriteLabels(writer, "commonAnnotations", annotations);
        writer.WriteString("externalURL", url);
        writer.WriteStartArray("alerts");
        writer.WriteStartObject();
        writer.WriteString("status", status);
        WriteLabels(writer, "labels", labels);
        WriteLabels(writer, "annotations", annotations);
        writer.WriteString("startsAt", Time(incident.StartedAt));
        writer.WriteString("endsAt", transition == Transition.Firing ? NoEnd : Time(End(incident.StartedAt, incident.EndedAt!.Value)));
        writer.WriteString("generatorURL", url);
        writer.WriteString("fingerprint", fingerprint);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    // A wall clock set back during an episode must not make Alertmanager refuse its end.
    internal static DateTimeOffset End(DateTimeOffset start, DateTimeOffset end) => end < start ? start : end;

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    internal static void WriteLabels(Utf8JsonWriter writer, string property, LabelSet labels)
    {
        writer.WriteStartObject(property);
        foreach (var (name, value) in labels.Pairs)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }

    internal static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return buffer.WrittenMemory;
    }
}
