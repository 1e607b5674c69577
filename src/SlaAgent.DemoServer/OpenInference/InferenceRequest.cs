using System.Collections.Immutable;
using System.Text.Json;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>A validated inference request of the Open Inference Protocol.</summary>
/// <param name="Id">The client's id, to be echoed; null for none.</param>
/// <param name="Rows">The rows to classify.</param>
/// <param name="Outputs">Names of the outputs asked for.</param>
internal sealed record InferenceRequest(string? Id, ImmutableArray<double[]> Rows, ImmutableArray<string> Outputs)
{
    public const string PredictedClass = "predict";
    public const string Probabilities = "predict_proba";
    private static readonly ImmutableArray<string> AllOutputs = [PredictedClass, Probabilities];

    /// <summary>Reads a request for a model of <paramref name="features"/> features.</summary>
    /// <exception cref="FormatException">The request is not valid; the message says what is wrong with it.</exception>
    public static InferenceRequest Read(JsonElement document, int features)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("the request is a JSON object");
        }

        if (!document.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Array || inputs.GetArrayLength() != 1)
        {
            throw new FormatException("'inputs' must hold exactly one tensor");
        }

        var id = document.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return new InferenceRequest(id, InputTensor.Read(inputs[0], features), RequestedOutputs(document));
    }

    private static ImmutableArray<string> RequestedOutputs(JsonElement document)
    {
        if (!document.TryGetProperty("outputs", out var outputs) || outputs.ValueKind == JsonValueKind.Null)
        {
            return AllOutputs;
        }

        if (outputs.ValueKind != JsonValueKind.Array)
        {
            throw new FormatException("'outputs' must be a list");
        }

        var names = outputs.EnumerateArray().Select(OutputName).ToImmutableArray();
        return names.IsEmpty ? AllOutputs : names;
    }

    private static string OutputName(JsonElement output) =>
        output.ValueKind == JsonValueKind.Object && output.TryGetProperty("name", out var name)
        && AllOutputs.FirstOrDefault(known => name.ValueKind == JsonValueKind.String && name.ValueEquals(known)) is { } found
            ? found
            : throw new FormatException($"unknown output; this model gives {string.Join(" and ", AllOutputs)}");
}
