using System.Buffers.Binary;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>Reads the one input tensor: shape [n, features], typed or raw contents, floating point or integer.</summary>
internal static class InputRows
{
    private const int MostRows = 1024;

    /// <summary>The tensor's rows.</summary>
    /// <exception cref="CallRefusedException">Datatype, shape and contents do not fit each other or the model.</exception>
    public static double[][] Read(ModelInferRequest request, int features)
    {
        if (request.Inputs.Count != 1)
        {
            throw Wrong("'inputs' must hold exactly one tensor");
        }

        var tensor = request.Inputs[0];
        if (tensor.Shape.Count != 2 || tensor.Shape[0] is not (>= 1 and <= MostRows) || tensor.Shape[1] != features)
        {
            throw Wrong($"'shape' must be [n, {features}] with n from 1 to {MostRows}");
        }

        if (request.RawInputContents.Count > 0 && (request.RawInputContents.Count != 1 || tensor.Contents is not null))
        {
            throw Wrong("contents are typed or raw, for all inputs alike");
        }

        var values = request.RawInputContents.Count == 1
            ? Raw(request.RawInputContents[0].Span, tensor.Datatype)
            : Typed(tensor.Contents ?? new InferTensorContents(), tensor.Datatype);
        var expected = tensor.Shape[0] * features;
        return values.Count == expected
            ? [.. values.Chunk(features)]
            : throw Wrong($"the shape holds {expected} values, the contents {values.Count}");
    }

    private static CallRefusedException Wrong(string what) => new(CallRefusedException.InvalidArgument, what);

    private static List<double> Typed(InferTensorContents contents, string datatype) => datatype switch
    {
        "FP32" => [.. contents.Fp32Contents],
        "FP64" => [.. contents.Fp64Contents],
        "INT8" or "INT16" or "INT32" => [.. contents.IntContents],
        "INT64" => [.. contents.Int64Contents],
        "UINT8" or "UINT16" or "UINT32" => [.. contents.UintContents],
        "UINT64" => [.. contents.Uint64Contents],
        _ => throw UnknownDatatype(),
    };

    private static List<double> Raw(ReadOnlySpan<byte> raw, string datatype)
    {
        var size = datatype switch
        {
            "INT8" or "UINT8" => 1,
            "INT16" or "UINT16" or "FP16" => 2,
            "INT32" or "UINT32" or "FP32" => 4,
            "INT64" or "UINT64" or "FP64" => 8,
            _ => throw UnknownDatatype(),
        };
        if (raw.Length % size != 0)
        {
            throw Wrong($"the raw contents end within a value of {datatype}");
        }

        var values = new List<double>(raw.Length / size);
        for (; raw.Length > 0; raw = raw[size..])
        {
            values.Add(Value(raw, datatype));
        }

        return values;
    }

    private static double Value(ReadOnlySpan<byte> raw, string datatype) => datatype switch
    {
        "INT8" => (sbyte)raw[0],
        "UINT8" => raw[0],
        "INT16" => BinaryPrimitives.ReadInt16LittleEndian(raw),
        "UINT16" => BinaryPrimitives.ReadUInt16LittleEndian(raw),
        "FP16" => (double)BinaryPrimitives.ReadHalfLittleEndian(raw),
        "INT32" => BinaryPrimitives.ReadInt32LittleEndian(raw),
        "UINT32" => BinaryPrimitives.ReadUInt32LittleEndian(raw),
        "FP32" => BinaryPrimitives.ReadSingleLittleEndian(raw),
        "INT64" => BinaryPrimitives.ReadInt64LittleEndian(raw),
        "UINT64" => BinaryPrimitives.ReadUInt64LittleEndian(raw),
        _ => BinaryPrimitives.ReadDoubleLittleEndian(raw),
    };

    private static CallRefusedException UnknownDatatype() => Wrong("'datatype' must be a floating point or an integer type; this model takes no other");
}
