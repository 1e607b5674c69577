using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlaAgent.Results;

/// <summary>What is sent to ClearML.</summary>
internal static class ClearMlBody
{
    /// <summary>The group under which the numbers are shown.</summary>
    private const string Metric = "sla";

    private const int LongestText = 1000;

    /// <summary>Looks for projects called <paramref name="name"/>.</summary>
    public static byte[] FindProject(string name) => JsonBody.Write(json =>
    {
        json.WriteString("name", $"^{Regex.Escape(name)}$");
        json.WriteTexts("only_fields", "id", "name");
    });

    /// <summary>Makes a project.</summary>
    public static byte[] Project(string name) => JsonBody.Write(json =>
    {
        json.WriteString("name", name);
        json.WriteString("description", "Evaluations by SlaAgent");
    });

    /// <summary>Looks for the task of <paramref name="report"/>.</summary>
    public static byte[] FindTask(string project, RunReport report) => JsonBody.Write(json =>
    {
        json.WriteTexts("project", project);
        json.WriteTexts("tags", Tag(report));
        json.WriteTexts("only_fields", "id", "status");
    });

    /// <summary>Makes the task.</summary>
    public static byte[] Task(string project, RunReport report) => JsonBody.Write(json =>
    {
        json.WriteString("name", report.Id);
        json.WriteString("type", "testing");
        json.WriteString("project", project);
        json.WriteTexts("tags", Tag(report));
        json.WriteString("comment", JsonBody.Cut(report.Void is { } reason ? "void: " + reason : "counted", LongestText));
        json.WriteStartObject("hyperparams");
        Section(json, "slaagent", RunFigures.Circumstances(report));
        Section(json, "absent", RunFigures.Absent(report));
        json.WriteEndObject();
    });

    /// <summary>Begins a task or ends it.</summary>
    public static byte[] Change(string task) => JsonBody.Write(json => json.WriteString("task", task));

    /// <summary>The numbers, an event a line. The server makes an event's identity of task, metric, variant and iteration, so that the same ones come to one.</summary>
    public static byte[] Events(string task, RunReport report)
    {
        using var lines = new MemoryStream();
        foreach (var (name, value) in RunFigures.Of(report))
        {
            lines.Write(JsonBody.Write(json =>
            {
                json.WriteString("type", "training_stats_scalar");
                json.WriteString("task", task);
                json.WriteNumber("timestamp", report.End.ToUnixTimeMilliseconds());
                json.WriteNumber("iter", 0);
                json.WriteString("metric", Metric);
                json.WriteString("variant", name);
                json.WriteNumber("value", value);
            }));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    private static string Tag(RunReport report) => "slaagent.run:" + report.Id;

    private static void Section(Utf8JsonWriter json, string section, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        if (pairs.Count == 0)
        {
            return;
        }

        json.WriteStartObject(section);
        foreach (var (name, value) in pairs)
        {
            json.WriteStartObject(name);
            json.WriteString("section", section);
            json.WriteString("name", name);
            json.WriteString("value", JsonBody.Cut(value, LongestText));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
