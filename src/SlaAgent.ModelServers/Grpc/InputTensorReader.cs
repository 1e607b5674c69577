using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.ModelServers.Grpc;

/// <summary>Reads one input tensor of the REST form: name, datatype, shape, parameters, and data that are nested or flat.</summary>
internal static class InputTensorReader
{
    /// <summary>The tensor, and its raw contents where these are wanted.</summary>
    /// <exception cref="FormatException">It is no tensor, or its datatype has no such contents; the message says why, and where.</exception>
    public static (ModelInferRequest.Types.InferInputTensor Tensor, ByteString? Raw) Read(JsonElement element, string where, bool raw)
    {
        var tensor = new ModelInferRequest.Types.InferInputTensor();
        JsonElement? data = null;
        foreach (var member in InferenceRequestReader.Members(element, where))
        {
            switch (member.Name)
            {
                case "name":
                    tensor.Name = InferenceRequestReader.Text(member.Value, $"{where}.name");
                    break;
                case "datatype":
                    tensor.Datatype = InferenceRequestReader.Text(member.Value, $"{where}.datatype");
                    break;
                case "shape":
                    tensor.Shape.AddRange(InferenceRequestReader.Items(member.Value, $"{where}.shape").Select(item => Dimension(item.Element, item.Where)));
                    break;
                case "parameters":
                    InferenceRequestReader.ReadParameters(member.Value, $"{where}.parameters", tensor.Parameters);
                    break;
                case "data":
                    data = member.Value;
                    break;
                default:
                    throw new FormatException($"{where}: {InferenceRequestReader.Quote(member.Name)} has no gRPC form");
            }
        }

        CheckDatatype(tensor.Datatype, where, raw);
        if (data is not { ValueKind: JsonValueKind.Array } values)
        {
            throw new FormatException($"{where}.data is no list");
        }

        var contents = new InferTensorContents();
        var memory = new ArrayBufferWriter<byte>();
        var count = Add(values, tensor.Datatype, $"{where}.data", raw ? null : contents, memory);
        CheckCount(tensor, count, where);
        if (!raw)
        {
            tensor.Contents = contents;
        }

        return (tensor, raw ? ByteString.CopyFrom(memory.WrittenSpan) : null);
    }

    private static void CheckDatatype(string datatype, string where, bool raw)
    {
        if (TensorDatatype.Size(datatype) is null)
        {
            throw new FormatException(datatype.Length == 0
                ? $"{where} has no datatype"
                : $"{where}: the datatype {InferenceRequestReader.Quote(datatype)} is not one of {TensorDatatype.All}");
        }

        if (!raw && !TensorDatatype.HasTypedContents(datatype))
        {
            throw new FormatException($"{where}: {datatype} has no typed contents; write tensorContents: raw");
        }
    }

    private static void CheckCount(ModelInferRequest.Types.InferInputTensor tensor, long count, string where)
    {
        // A product that does not fit has more values than any request: it becomes a number that none has.
        var expected = tensor.Shape.Aggregate((UInt128)1, (product, length) => UInt128.Min(product * (ulong)length, ulong.MaxValue));
        if (expected != (UInt128)count)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{where}: its shape says {expected} values, its data has {count}"));
        }
    }

    private static long Dimension(JsonElement element, string where) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var length) && length >= 0
            ? length
            : throw new FormatException($"{where} is no whole number of zero or more");

    private static long Add(JsonElement values, string datatype, string where, InferTensorContents? typed, ArrayBufferWriter<byte> raw)
    {
        var count = 0L;
        foreach (var value in values.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.Array)
            {
                count += Add(value, datatype, where, typed, raw);
                continue;
            }

            if (!(typed is null ? RawContents.TryAdd(raw, datatype, value) : TypedContents.TryAdd(typed, datatype, value)))
            {
                throw new FormatException($"{where}: {InferenceRequestReader.Quote(value.GetRawText())} is no {datatype}");
            }

            count++;
        }

        return count;
    }
}
