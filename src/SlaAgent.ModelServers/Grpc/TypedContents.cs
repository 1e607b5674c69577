using System.Text;
using System.Text.Json;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>A tensor's data as repeated fields of the message, each datatype in its own.</summary>
internal static class TypedContents
{
    /// <summary>Adds one element; false where it is none of the datatype.</summary>
    public static bool TryAdd(InferTensorContents contents, string datatype, JsonElement element)
    {
        switch (datatype)
        {
            case "BOOL" when element.ValueKind is JsonValueKind.True or JsonValueKind.False:
                contents.BoolContents.Add(element.GetBoolean());
                return true;
            case "BYTES" when element.ValueKind == JsonValueKind.String:
                contents.BytesContents.Add(Google.Protobuf.ByteString.CopyFrom(Readers.JsonText.Of(element), Encoding.UTF8));
                return true;
            case "INT8" or "INT16" or "INT32" when JsonNumber.TryInteger(element, datatype, out var integer):
                contents.IntContents.Add((int)integer);
                return true;
            case "INT64" when JsonNumber.TryInteger(element, datatype, out var integer):
                contents.Int64Contents.Add((long)integer);
                return true;
            case "UINT8" or "UINT16" or "UINT32" when JsonNumber.TryInteger(element, datatype, out var integer):
                contents.UintContents.Add((uint)integer);
                return true;
            case "UINT64" when JsonNumber.TryInteger(element, datatype, out var integer):
                contents.Uint64Contents.Add((ulong)integer);
                return true;
            case "FP32" when JsonNumber.TryFloat(element, float.MaxValue, out var number):
                contents.Fp32Contents.Add((float)number);
                return true;
            case "FP64" when JsonNumber.TryFloat(element, double.MaxValue, out var number):
                contents.Fp64Contents.Add(number);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes the elements of <paramref name="datatype"/>'s own field as JSON values.</summary>
    public static void WriteJson(Utf8JsonWriter json, string datatype, InferTensorContents contents)
    {
        switch (datatype)
        {
            case "BOOL":
                Write(contents.BoolContents, json.WriteBooleanValue);
                break;
            case "INT8" or "INT16" or "INT32":
                Write(contents.IntContents, json.WriteNumberValue);
                break;
            case "INT64":
                Write(contents.Int64Contents, json.WriteNumberValue);
                break;
            case "UINT8" or "UINT16" or "UINT32":
                Write(contents.UintContents, json.WriteNumberValue);
                break;
            case "UINT64":
                Write(contents.Uint64Contents, json.WriteNumberValue);
                break;
            case "FP32":
                Write(contents.Fp32Contents, value => JsonNumber.Write(json, value));
                break;
            case "FP64":
                Write(contents.Fp64Contents, value => JsonNumber.Write(json, value));
                break;
            case "BYTES":
                Write(contents.BytesContents, value => json.WriteStringValue(Encoding.UTF8.GetString(value.Span)));
                break;
            default:
                break;
        }
    }

    private static void Write<T>(Google.Protobuf.Collections.RepeatedField<T> values, Action<T> write)
    {
        foreach (var value in values)
        {
            write(value);
        }
    }
}
