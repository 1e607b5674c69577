using System.Text.Json;

namespace SlaAgent.Commands.Demo;

/// <summary>An alert as it arrived at the receiver.</summary>
internal sealed record DemoAlert(string Name, bool Firing, string Subject, string Severity, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string Summary, string Description)
{
    /// <summary>Reads one alert of a webhook message.</summary>
    public static DemoAlert Read(JsonElement alert)
    {
        var labels = alert.GetProperty("labels");
        var annotations = alert.GetProperty("annotations");
        string[] subject = [Text(labels, "sla"), Text(labels, "objective")];
        return new(
            Text(labels, "alertname"),
            alert.GetProperty("status").GetString() == "firing",
            Text(labels, "sla").Length > 0 ? string.Join('/', subject) : Text(labels, "service"),
            Text(labels, "severity"),
            alert.GetProperty("startsAt").GetDateTimeOffset(),
            alert.GetProperty("endsAt").GetDateTimeOffset(),
            Text(annotations, "summary"),
            Text(annotations, "description"));
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
