using System.Text.Json;

namespace SlaAgent.DemoServer.Classification;

/// <summary>Writes predictions as lists.</summary>
internal static class PredictionJson
{
    /// <summary>The most probable class of each row.</summary>
    public static void Classes(Utf8JsonWriter writer, IReadOnlyList<double[]> probabilities)
    {
        writer.WriteStartArray();
        foreach (var row in probabilities)
        {
            writer.WriteNumberValue(SoftmaxRegression.MostProbable(row));
        }

        writer.WriteEndArray();
    }

    /// <summary>The probabilities of each row.</summary>
    public static void Probabilities(Utf8JsonWriter writer, IReadOnlyList<double[]> probabilities)
    {
        writer.WriteStartArray();
        foreach (var row in probabilities)
        {
            writer.WriteStartArray();
            foreach (var probability in row)
            {
                writer.WriteNumberValue(probability);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    /// <summary><c>{"key": [classes]}</c>.</summary>
    public static Action<Utf8JsonWriter, IReadOnlyList<double[]>> Under(string key) => (writer, probabilities) =>
    {
        writer.WriteStartObject();
        writer.WritePropertyName(key);
        Classes(writer, probabilities);
        writer.WriteEndObject();
    };
}
