using System.Collections.Immutable;
using System.Text.Json;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>Reads the one input tensor: shape [n, features], flat or nested data, floating point or integer.</summary>
internal static class InputTensor
{
    private const int MostRows = 1024;

    /// <summary>The tensor's rows.</summary>
    /// <exception cref="FormatException">Name, datatype, shape and data do not fit each other or the model.</exception>
    public static ImmutableArray<double[]> Read(JsonElement tensor, int features)
    {
        if (tensor.ValueKind != JsonValueKind.Object
            || !tensor.TryGetProperty("name", out var name) || name.ValueKind != JsonValueKind.String)
        {
            throw new FormatException("an input needs a 'name'");
        }

        var datatype = tensor.TryGetProperty("datatype", out var type) && type.ValueKind == JsonValueKind.String ? type.GetString()! : "";
        var shape = Shape(tensor, features);
        if (!tensor.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("'data' must be a list");
        }

        var values = new List<double>(shape.Rows * shape.Columns);
        Flatten(data, 0, shape, Range(datatype), datatype, values);
        if (values.Count != shape.Rows * shape.Columns)
        {
            throw new FormatException($"the shape holds {shape.Rows * shape.Columns} values, 'data' {values.Count}");
        }

        return [.. values.Chunk(features)];
    }

    private static (int Rows, int Columns) Shape(JsonElement tensor, int features)
    {
        if (tensor.TryGetProperty("shape", out var shape) && shape.ValueKind == JsonValueKind.Array && shape.GetArrayLength() == 2
            && Dimension(shape[0]) is >= 1 and <= MostRows && Dimension(shape[1]) == features)
        {
            return (Dimension(shape[0]), features);
        }

        throw new FormatException($"'shape' must be [n, {features}] with n from 1 to {MostRows}");
    }

    private static int Dimension(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var size) ? size : -1;

    private static (double Lowest, double Highest, bool Whole) Range(string datatype) => datatype switch
    {
        "FP32" => (-float.MaxValue, float.MaxValue, false),
        "FP64" => (-double.MaxValue, double.MaxValue, false),
        "INT8" => (sbyte.MinValue, sbyte.MaxValue, true),
        "INT16" => (short.MinValue, short.MaxValue, true),
        "INT32" => (int.MinValue, int.MaxValue, true),
        "INT64" => (long.MinValue, long.MaxValue, true),
        "UINT8" => (0, byte.MaxValue, true),
        "UINT16" => (0, ushort.MaxValue, true),
        "UINT32" => (0, uint.MaxValue, true),
        "UINT64" => (0, ulong.MaxValue, true),
        _ => throw new FormatException("'datatype' must be FP32, FP64 or an integer type; this model takes no other"),
    };

    private static void Flatten(
        JsonElement data, int depth, (int Rows, int Columns) shape, (double Lowest, double Highest, bool Whole) range, string datatype, List<double> values)
    {
        foreach (var element in data.EnumerateArray())
        {
            if (depth == 0 && element.ValueKind == JsonValueKind.Array)
            {
                if (element.GetArrayLength() != shape.Columns)
                {
                    throw new FormatException($"a row of 'data' must hold {shape.Columns} values");
                }

                Flatten(element, 1, shape, range, datatype, values);
            }
            else if (element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var value)
                && value >= range.Lowest && value <= range.Highest && (!range.Whole || double.IsInteger(value)))
            {
                values.Add(value);
            }
            else
            {
                throw new FormatException($"'data' holds a value that is no {datatype}");
            }
        }
    }
}
