using System.Text.Json;
using SlaAgent.DemoServer.Serving;

namespace SlaAgent.DemoServer.Dialects.Triton;

/// <summary>Writes the statistics extension: cumulative counts and nanoseconds.</summary>
internal static class TritonStatistics
{
    private const double Nanoseconds = 1e9;

    public static void Write(Utf8JsonWriter writer, IEnumerable<ModelTotals> models)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("model_stats");
        foreach (var model in models)
        {
            writer.WriteStartObject();
            writer.WriteString("name", model.Model);
            writer.WriteString("version", "1");
            writer.WriteNumber("inference_count", model.Answered);
            writer.WriteNumber("execution_count", model.Answered);
            writer.WriteStartObject("inference_stats");
            Duration(writer, "success", model.Answered, model.Sum(Measure.EndToEnd));
            Duration(writer, "fail", model.Ended(ServedOutcome.Failed), 0);
            Duration(writer, "queue", model.Answered, model.Sum(Measure.Queue));
            Duration(writer, "compute_infer", model.Answered, model.Sum(Measure.Inference));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Duration(Utf8JsonWriter writer, string key, long count, double seconds)
    {
        writer.WriteStartObject(key);
        writer.WriteNumber("count", count);
        writer.WriteNumber("ns", (long)(seconds * Nanoseconds));
        writer.WriteEndObject();
    }
}
