using System.Buffers.Binary;
using Google.Protobuf;
using SlaAgent.DemoServer.Classification;
using SlaAgent.DemoServer.OpenInference;
using SlaAgent.Protocols.Grpc;

namespace SlaAgent.DemoServer.Grpc;

/// <summary>Writes the answer to ModelInfer, with typed contents or, as Triton always does, with raw ones.</summary>
internal static class InferenceResponse
{
    private static readonly string[] AllOutputs = [InferenceRequest.PredictedClass, InferenceRequest.Probabilities];

    /// <summary>The answer.</summary>
    /// <exception cref="CallRefusedException">An output was asked for that the model does not give.</exception>
    public static ModelInferResponse Write(ModelInferRequest request, string model, double[][] probabilities, bool raw, string version)
    {
        var response = new ModelInferResponse { ModelName = model, ModelVersion = version, Id = request.Id };
        foreach (var name in request.Outputs.Count == 0 ? AllOutputs : request.Outputs.Select(output => output.Name))
        {
            if (!AllOutputs.Contains(name, StringComparer.Ordinal))
            {
                throw new CallRefusedException(CallRefusedException.InvalidArgument, $"unknown output; this model gives {string.Join(" and ", AllOutputs)}");
            }

            Add(response, name, probabilities, raw);
        }

        return response;
    }

    private static void Add(ModelInferResponse response, string name, double[][] probabilities, bool raw)
    {
        var isClass = name == InferenceRequest.PredictedClass;
        var output = new ModelInferResponse.Types.InferOutputTensor
        {
            Name = name,
            Datatype = isClass ? "INT64" : "FP64",
            Shape = { probabilities.Length, isClass || probabilities.Length == 0 ? 1 : probabilities[0].Length },
        };
        response.Outputs.Add(output);
        if (raw)
        {
            response.RawOutputContents.Add(isClass
                ? Raw(probabilities.Select(row => (ulong)SoftmaxRegression.MostProbable(row)))
                : Raw(probabilities.SelectMany(row => row).Select(BitConverter.DoubleToUInt64Bits)));
            return;
        }

        output.Contents = new InferTensorContents();
        if (isClass)
        {
            output.Contents.Int64Contents.AddRange(probabilities.Select(row => (long)SoftmaxRegression.MostProbable(row)));
        }
        else
        {
            output.Contents.Fp64Contents.AddRange(probabilities.SelectMany(row => row));
        }
    }

    private static ByteString Raw(IEnumerable<ulong> values)
    {
        using var memory = new MemoryStream();
        Span<byte> bytes = stackalloc byte[8];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
            memory.Write(bytes);
        }

        return ByteString.CopyFrom(memory.ToArray());
    }
}
