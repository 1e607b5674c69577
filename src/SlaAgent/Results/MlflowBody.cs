using System.Text.Json;

namespace SlaAgent.Results;

/// <summary>What is sent to MLflow, within what every one of its back ends takes (REST API, "Log Batch"; validation of keys and values).</summary>
internal static class MlflowBody
{
    /// <summary>The tag by which a run is found again.</summary>
    public const string RunTag = "slaagent.run";

    private const int MostMetrics = 800;
    private const int MostTags = 80;
    private const int LongestTag = 5000;
    private const int LongestParameter = 500;

    /// <summary>Looks for the run of <paramref name="report"/>.</summary>
    public static byte[] Search(string experiment, RunReport report) => JsonBody.Write(json =>
    {
        json.WriteTexts("experiment_ids", experiment);
        json.WriteString("filter", $"tags.`{RunTag}` = '{report.Id}'");
        json.WriteString("run_view_type", "ACTIVE_ONLY");
        json.WriteNumber("max_results", 1);
    });

    /// <summary>Makes the run.</summary>
    public static byte[] Run(string experiment, RunReport report) => JsonBody.Write(json =>
    {
        json.WriteString("experiment_id", experiment);
        json.WriteString("run_name", report.Id);
        json.WriteNumber("start_time", report.At.ToUnixTimeMilliseconds());
        Pairs(json, "tags", [KeyValuePair.Create(RunTag, report.Id)], LongestTag);
    });

    /// <summary>Its numbers and circumstances, in as many batches as it takes.</summary>
    public static IEnumerable<byte[]> Batches(string run, RunReport report)
    {
        var chunks = RunFigures.Of(report).Chunk(MostMetrics).ToList();
        for (var i = 0; i < chunks.Count; i++)
        {
            var (chunk, isFirst) = (chunks[i], i == 0);
            yield return JsonBody.Write(json =>
            {
                json.WriteString("run_id", run);
                Metrics(json, chunk, report);
                if (isFirst)
                {
                    Pairs(json, "params", RunFigures.Circumstances(report), LongestParameter);
                    Pairs(json, "tags", [.. Tags(report).Take(MostTags)], LongestTag);
                }
            });
        }
    }

    /// <summary>Ends the run.</summary>
    public static byte[] End(string run, RunReport report, string status) => JsonBody.Write(json =>
    {
        json.WriteString("run_id", run);
        json.WriteString("status", status);
        json.WriteNumber("end_time", report.End.ToUnixTimeMilliseconds());
    });

    private static IEnumerable<KeyValuePair<string, string>> Tags(RunReport report)
    {
        if (report.Void is { } reason)
        {
            yield return new("slaagent.void", reason);
        }

        if (report.CommonestFailure is { } failure)
        {
            yield return new("slaagent.commonest_failure", failure);
        }

        foreach (var (metric, why) in RunFigures.Absent(report))
        {
            yield return new("slaagent.absent." + metric, why);
        }
    }

    private static void Metrics(Utf8JsonWriter json, KeyValuePair<string, double>[] figures, RunReport report)
    {
        json.WriteStartArray("metrics");
        foreach (var (name, value) in figures)
        {
            json.WriteStartObject();
            json.WriteString("key", name);
            json.WriteNumber("value", value);
            json.WriteNumber("timestamp", report.End.ToUnixTimeMilliseconds());
            json.WriteNumber("step", 0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Pairs(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> pairs, int longest)
    {
        json.WriteStartArray(name);
        foreach (var (key, value) in pairs)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WriteString("value", JsonBody.Cut(value, longest));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
