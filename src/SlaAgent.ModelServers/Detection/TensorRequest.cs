using System.Text;
using System.Text.Json;

namespace SlaAgent.ModelServers.Detection;

/// <summary>A request of the Open Inference Protocol, built from a model's metadata: its inputs in their shapes and datatypes, with a value that each takes.</summary>
internal static class TensorRequest
{
    /// <summary>Most values of a request that is written into a document.</summary>
    public const int MostValues = 4096;

    /// <summary>The request as JSON; null where there is none, and then why.</summary>
    /// <param name="metadata">Answer to <c>GET /v2/models/{model}</c>.</param>
    /// <param name="problem">Why there is none; null where there is one.</param>
    /// <param name="raw">Whether values go as bytes, which FP16 and BF16 need.</param>
    public static string? From(JsonElement metadata, out string? problem, bool raw = false)
    {
        if (metadata.ValueKind != JsonValueKind.Object || !metadata.TryGetProperty("inputs", out var inputs)
            || inputs.ValueKind != JsonValueKind.Array || inputs.GetArrayLength() == 0)
        {
            problem = "the model's metadata name no inputs";
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("inputs");
            var room = MostValues;
            foreach (var input in inputs.EnumerateArray())
            {
                problem = Write(json, input, raw, ref room);
                if (problem is not null)
                {
                    return null;
                }
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        problem = null;
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string? Write(Utf8JsonWriter json, JsonElement input, bool raw, ref int room)
    {
        if (Text(input, "name") is not { } name || Text(input, "datatype") is not { } datatype || Shape(input) is not { } shape)
        {
            return "the model's metadata have an input without name, datatype or shape";
        }

        if (datatype is "FP16" or "BF16" && !raw)
        {
            return $"the input {name} is {datatype}, which has no form in JSON";
        }

        var values = 1L;
        foreach (var dimension in shape)
        {
            values = Math.Min(values * dimension, MostValues + 1L);
        }

        if (values > room)
        {
            return $"the model's inputs have more than {MostValues} values; put a request into a file (requestFile)";
        }

        room -= (int)values;
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteStartArray("shape");
        shape.ForEach(json.WriteNumberValue);
        json.WriteEndArray();
        json.WriteString("datatype", datatype);
        json.WriteStartArray("data");
        for (var i = 0; i < values; i++)
        {
            WriteValue(json, datatype);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return null;
    }

    private static void WriteValue(Utf8JsonWriter json, string datatype)
    {
        switch (datatype)
        {
            case "BOOL":
                json.WriteBooleanValue(false);
                break;
            case "BYTES":
                json.WriteStringValue("text");
                break;
            default:
                json.WriteNumberValue(datatype is "FP16" or "FP32" or "FP64" or "BF16" ? 0.5 : 0);
                break;
        }
    }

    private static string? Text(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>The shape with one for every dimension that is free.</summary>
    private static List<long>? Shape(JsonElement input)
    {
        if (!input.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array || shape.GetArrayLength() > 16)
        {
            return null;
        }

        var dimensions = new List<long>();
        foreach (var item in shape.EnumerateArray())
        {
            // MLflow's and some others' metadata write dimensions as text.
            if (!(item.ValueKind == JsonValueKind.Number && item.TryGetInt64(out var size)) && !(item.ValueKind == JsonValueKind.String && long.TryParse(item.GetString(), out size)))
            {
                return null;
            }

            dimensions.Add(size < 0 ? 1 : size);
        }

        return dimensions;
    }
}
