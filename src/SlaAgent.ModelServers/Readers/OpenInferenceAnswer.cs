using System.Globalization;
using System.Text.Json;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Readers;

/// <summary>
/// Whether a JSON body is an inference answer as the Open Inference Protocol has it: outputs, each with a name, a datatype, a shape, and as many
/// data as the shape says, nested or flat.
/// </summary>
internal static class OpenInferenceAnswer
{
    /// <summary>What is wrong, in words; null where nothing is.</summary>
    public static string? Problem(JsonElement root, ExpectedModel model)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "expected a JSON object";
        }

        if (Text(root, "model_name") is { } answered && !model.Is(answered))
        {
            return $"expected an answer of the model {model.Name}, got one of {DetailText.Clean(answered, 60)}";
        }

        if (!root.TryGetProperty("outputs", out var outputs) || outputs.ValueKind != JsonValueKind.Array || outputs.GetArrayLength() == 0)
        {
            return "expected outputs with at least one tensor";
        }

        foreach (var output in outputs.EnumerateArray())
        {
            if (OutputProblem(output) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? OutputProblem(JsonElement output)
    {
        if (output.ValueKind != JsonValueKind.Object || Text(output, "name") is not { } name || Text(output, "datatype") is null)
        {
            return "expected every output to have a name and a datatype";
        }

        name = DetailText.Clean(name, 60);
        if (!output.TryGetProperty("shape", out var shape) || !TryCount(shape, out var expected))
        {
            return $"output {name}: expected a shape of whole numbers";
        }

        if (!output.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            return $"output {name}: expected an array of data";
        }

        var count = Leaves(data);
        return count == expected
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"output {name}: its shape says {expected} values, its data has {count}");
    }

    private static bool TryCount(JsonElement shape, out UInt128 product)
    {
        product = 1;
        if (shape.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var dimension in shape.EnumerateArray())
        {
            if (dimension.ValueKind != JsonValueKind.Number || !dimension.TryGetInt64(out var length) || length < 0)
            {
                return false;
            }

            // No body holds so many: whatever lies beyond is as wrong as the bound itself.
            product = UInt128.Min(product * (ulong)length, ulong.MaxValue);
        }

        return true;
    }

    private static UInt128 Leaves(JsonElement data)
    {
        UInt128 count = 0;
        foreach (var item in data.EnumerateArray())
        {
            count += item.ValueKind == JsonValueKind.Array ? Leaves(item) : 1;
        }

        return count;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : null;
}
