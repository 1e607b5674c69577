using System.Text.Json;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Numbers between JSON and the datatypes of tensors.</summary>
internal static class JsonNumber
{
    /// <summary>A whole number within the bounds of an integer datatype.</summary>
    public static bool TryInteger(JsonElement element, string datatype, out Int128 value)
    {
        value = 0;
        if (element.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        if (element.TryGetInt64(out var signed))
        {
            value = signed;
        }
        else if (element.TryGetUInt64(out var unsigned))
        {
            value = unsigned;
        }
        else
        {
            return false;
        }

        var (least, most) = Bounds(datatype);
        return value >= least && value <= most;
    }

    /// <summary>A finite number whose size is at most <paramref name="largest"/>.</summary>
    public static bool TryFloat(JsonElement element, double largest, out double value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out value) && Math.Abs(value) <= largest;
    }

    /// <summary>Writes a number; JSON has none for NaN and infinity, so that these become texts, which are equal or near to no number.</summary>
    public static void Write(Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    /// <inheritdoc cref="Write(Utf8JsonWriter, double)"/>
    public static void Write(Utf8JsonWriter json, float value)
    {
        // Not by way of double, which would show digits that the server did not send.
        if (float.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            Write(json, (double)value);
        }
    }

    private static (Int128 Least, Int128 Most) Bounds(string datatype) => datatype switch
    {
        "INT8" => (sbyte.MinValue, sbyte.MaxValue),
        "INT16" => (short.MinValue, short.MaxValue),
        "INT32" => (int.MinValue, int.MaxValue),
        "INT64" => (long.MinValue, long.MaxValue),
        "UINT8" => (0, byte.MaxValue),
        "UINT16" => (0, ushort.MaxValue),
        "UINT32" => (0, uint.MaxValue),
        _ => (0, ulong.MaxValue),
    };
}
