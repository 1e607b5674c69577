using System.Text.Json;
using SlaAgent.DemoServer.Classification;

namespace SlaAgent.DemoServer.OpenInference;

/// <summary>Writes the Open Inference Protocol's documents.</summary>
internal static class InferenceAnswers
{
    public static void Server(Utf8JsonWriter writer, OpenInferenceFlavour flavour)
    {
        writer.WriteStartObject();
        writer.WriteString("name", flavour.ServerName);
        writer.WriteString("version", flavour.ServerVersion);
        writer.WriteStartArray("extensions");
        foreach (var extension in flavour.Extensions)
        {
            writer.WriteStringValue(extension);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Model(Utf8JsonWriter writer, string name, ServedClassifier model, string platform, string version)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteStartArray("versions");
        writer.WriteStringValue(version);
        writer.WriteEndArray();
        writer.WriteString("platform", platform);
        writer.WriteStartArray("inputs");
        Tensor(writer, "measurements", "FP64", -1, model.Features);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteStartArray("outputs");
        Tensor(writer, InferenceRequest.PredictedClass, "INT64", -1, 1);
        writer.WriteEndObject();
        Tensor(writer, InferenceRequest.Probabilities, "FP64", -1, model.Classes);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void Inference(Utf8JsonWriter writer, InferenceRequest request, IReadOnlyList<double[]> probabilities, string model, string version)
    {
        writer.WriteStartObject();
        writer.WriteString("model_name", model);
        writer.WriteString("model_version", version);
        if (request.Id is not null)
        {
            writer.WriteString("id", request.Id);
        }

        writer.WriteStartArray("outputs");
        foreach (var output in request.Outputs)
        {
            Output(writer, output, probabilities);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Output(Utf8JsonWriter writer, string output, IReadOnlyList<double[]> probabilities)
    {
        var isClass = output == InferenceRequest.PredictedClass;
        Tensor(writer, output, isClass ? "INT64" : "FP64", probabilities.Count, isClass || probabilities.Count == 0 ? 1 : probabilities[0].Length);
        writer.WriteStartArray("data");
        foreach (var row in probabilities)
        {
            if (isClass)
            {
                writer.WriteNumberValue(SoftmaxRegression.MostProbable(row));
                continue;
            }

            foreach (var probability in row)
            {
                writer.WriteNumberValue(probability);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    // Leaves the object open, for the data that an answer's tensor has and a description's has not.
    private static void Tensor(Utf8JsonWriter writer, string name, string datatype, int rows, int columns)
    {
        writer.WriteStartObject();
        writer.WriteString("name", name);
        writer.WriteString("datatype", datatype);
        writer.WriteStartArray("shape");
        writer.WriteNumberValue(rows);
        writer.WriteNumberValue(columns);
        writer.WriteEndArray();
    }
}
