using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>A tensor's data as one piece of memory: little-endian, row-major, BOOL in one byte, BYTES with a length of four bytes before each element.</summary>
internal static class RawContents
{
    private const float LargestBrainFloat = 3.3895314e38f;

    /// <summary>Appends one element; false where it is none of the datatype.</summary>
    public static bool TryAdd(ArrayBufferWriter<byte> raw, string datatype, JsonElement element)
    {
        if (datatype == "BYTES")
        {
            return TryAddText(raw, element);
        }

        var size = TensorDatatype.Size(datatype) ?? 0;
        if (size == 0 || !TryBits(datatype, element, out var bits))
        {
            return false;
        }

        Span<byte> whole = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(whole, bits);
        raw.Write(whole[..size]);
        return true;
    }

    /// <summary>Writes the elements as JSON values, as many as there are.</summary>
    /// <returns>What is wrong with the memory, in words; null where nothing is.</returns>
    public static string? WriteJson(Utf8JsonWriter json, string datatype, ReadOnlySpan<byte> raw)
    {
        if (TensorDatatype.Size(datatype) is not { } size)
        {
            return $"its datatype {datatype} is not known";
        }

        if (size == 0)
        {
            return WriteTexts(json, raw);
        }

        for (; raw.Length >= size; raw = raw[size..])
        {
            WriteElement(json, datatype, raw);
        }

        return raw.IsEmpty ? null : $"its raw contents end within a value of {datatype}";
    }

    private static bool TryBits(string datatype, JsonElement element, out ulong bits)
    {
        bits = 0;
        switch (datatype)
        {
            case "BOOL" when element.ValueKind is JsonValueKind.True or JsonValueKind.False:
                bits = element.GetBoolean() ? 1u : 0u;
                return true;
            case "FP16" when JsonNumber.TryFloat(element, (double)Half.MaxValue, out var number):
                bits = BitConverter.HalfToUInt16Bits((Half)number);
                return true;
            case "BF16" when JsonNumber.TryFloat(element, LargestBrainFloat, out var number):
                bits = ToBrainFloat((float)number);
                return true;
            case "FP32" when JsonNumber.TryFloat(element, float.MaxValue, out var number):
                bits = BitConverter.SingleToUInt32Bits((float)number);
                return true;
            case "FP64" when JsonNumber.TryFloat(element, double.MaxValue, out var number):
                bits = BitConverter.DoubleToUInt64Bits(number);
                return true;
            case "BOOL" or "FP16" or "BF16" or "FP32" or "FP64":
                return false;
            default:
                var whole = JsonNumber.TryInteger(element, datatype, out var integer);
                bits = (ulong)integer;
                return whole;
        }
    }

    /// <summary>The upper half of a float, rounded to the nearest, to the even one of two.</summary>
    private static ulong ToBrainFloat(float number)
    {
        var bits = BitConverter.SingleToUInt32Bits(number);
        return (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
    }

    private static bool TryAddText(ArrayBufferWriter<byte> raw, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.String)
        {
            return false;
        }

        var text = Encoding.UTF8.GetBytes(Readers.JsonText.Of(element));
        BinaryPrimitives.WriteInt32LittleEndian(raw.GetSpan(4), text.Length);
        raw.Advance(4);
        raw.Write(text);
        return true;
    }

    private static string? WriteTexts(Utf8JsonWriter json, ReadOnlySpan<byte> raw)
    {
        while (raw.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(raw);
            raw = raw[4..];
            if (length > raw.Length)
            {
                return "its raw contents end within an element of BYTES";
            }

            json.WriteStringValue(Encoding.UTF8.GetString(raw[..(int)length]));
            raw = raw[(int)length..];
        }

        return raw.IsEmpty ? null : "its raw contents end within a length of BYTES";
    }

    private static void WriteElement(Utf8JsonWriter json, string datatype, ReadOnlySpan<byte> raw)
    {
        switch (datatype)
        {
            case "BOOL":
                json.WriteBooleanValue(raw[0] != 0);
                break;
            case "INT8":
                json.WriteNumberValue((sbyte)raw[0]);
                break;
            case "UINT8":
                json.WriteNumberValue(raw[0]);
                break;
            case "INT16":
                json.WriteNumberValue(BinaryPrimitives.ReadInt16LittleEndian(raw));
                break;
            case "UINT16":
                json.WriteNumberValue(BinaryPrimitives.ReadUInt16LittleEndian(raw));
                break;
            case "INT32":
                json.WriteNumberValue(BinaryPrimitives.ReadInt32LittleEndian(raw));
                break;
            case "UINT32":
                json.WriteNumberValue(BinaryPrimitives.ReadUInt32LittleEndian(raw));
                break;
            case "INT64":
                json.WriteNumberValue(BinaryPrimitives.ReadInt64LittleEndian(raw));
                break;
            case "UINT64":
                json.WriteNumberValue(BinaryPrimitives.ReadUInt64LittleEndian(raw));
                break;
            default:
                WriteFloat(json, datatype, raw);
                break;
        }
    }

    private static void WriteFloat(Utf8JsonWriter json, string datatype, ReadOnlySpan<byte> raw)
    {
        switch (datatype)
        {
            case "FP16":
                JsonNumber.Write(json, (float)BinaryPrimitives.ReadHalfLittleEndian(raw));
                break;
            case "BF16":
                JsonNumber.Write(json, BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(raw) << 16));
                break;
            case "FP32":
                JsonNumber.Write(json, BinaryPrimitives.ReadSingleLittleEndian(raw));
                break;
            default:
                JsonNumber.Write(json, BinaryPrimitives.ReadDoubleLittleEndian(raw));
                break;
        }
    }
}
