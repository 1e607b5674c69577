using System.Globalization;
using System.Text.Json;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.DataSets;
using SlaAgent.ModelServers.Readers;
using SlaAgent.ModelServers.Validation;

namespace SlaAgent.ModelServers.Examples;

/// <summary>
/// Takes what is wanted out of one answer at a time, beside what is expected of it: an answer that has no prediction is as unmet an expectation as any
/// other. Not thread-safe. What it says of an answer in words holds nothing of it.
/// </summary>
/// <param name="wanted">What is wanted.</param>
/// <param name="versions">Where an answer says the model's version; empty where it does not.</param>
internal sealed class AnswerCapture(ExampleQuestion wanted, JsonPath[] versions)
{
    private const int MostOfVersion = 200;

    /// <summary>Whether anything is taken out of JSON.</summary>
    public bool ReadsJson => wanted.Prediction is not null || wanted.Score is not null;

    /// <summary>Whether the prediction is the text.</summary>
    public bool ReadsText => wanted is { Prediction: null, IsScoreAlone: false };

    /// <summary>Whether the version is still to be found.</summary>
    public bool WantsVersion => versions.Length > 0 && Answer.Version is null;

    /// <summary>What was taken out of the last answer so far.</summary>
    public ExampleAnswer Answer { get; private set; }

    /// <summary>Another answer is to come.</summary>
    public void Begin() => Answer = default;

    /// <summary>Takes the model's version, where it is said.</summary>
    public void TakeVersion(JsonElement root)
    {
        var said = versions.SelectMany(path => path.FindAll(root)).Where(value => value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            .Select(JsonText.Of).Where(text => text.Length > 0).ToList();
        if (said.Count > 0)
        {
            Answer = Answer with { Version = DetailText.Clean(string.Join(' ', said), MostOfVersion) };
        }
    }

    /// <summary>As <see cref="TakeVersion(JsonElement)"/>, of an event of a stream.</summary>
    /// <param name="utf8">JSON.</param>
    public void TakeVersion(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        using var document = JsonDocument.ParseValue(ref reader);
        TakeVersion(document.RootElement);
    }

    /// <summary>Takes what stands in the answer's JSON.</summary>
    /// <returns>What is missing, in words; null where nothing is.</returns>
    public string? TakeJson(JsonElement root)
    {
        if (wanted.Score is { } scorePath)
        {
            if (!scorePath.TryFind(root, out var score) || !TryNumber(score, out var number))
            {
                return $"{scorePath.Text} is no number, expected a score";
            }

            Answer = Answer with { Score = number };
        }

        if (wanted.Prediction is not { } path)
        {
            return null;
        }

        if (!path.TryFind(root, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return $"{path.Text} is missing, expected a prediction";
        }

        return value.ValueKind is JsonValueKind.Array or JsonValueKind.Object && wanted.Task != EvaluationTask.Generation && !wanted.IsNormalised
            ? $"{path.Text} is of kind {value.ValueKind.ToString().ToLowerInvariant()}, expected one value"
            : Take(value.ValueKind == JsonValueKind.String ? JsonText.Of(value) : CanonicalText.Of(value)!);
    }

    /// <summary>Takes the text.</summary>
    /// <returns>What is missing, in words; null where nothing is.</returns>
    public string? TakeText(string text) => ReadsText ? Take(text) : null;

    private string? Take(string text)
    {
        if (wanted.Steps.Apply(text, out var problem) is not { } prediction)
        {
            return problem;
        }

        if (wanted.Task == EvaluationTask.Regression && !IsNumber(prediction))
        {
            return "the prediction is no number";
        }

        if (wanted.Task != EvaluationTask.Generation && prediction.AsSpan().Trim().IsEmpty)
        {
            return "the prediction is empty";
        }

        Answer = Answer with { Prediction = prediction };
        return null;
    }

    // Some servers write numbers as texts; NaN and infinity are no scores.
    private static bool TryNumber(JsonElement value, out double number)
    {
        number = 0;
        return value.ValueKind switch
        {
            JsonValueKind.Number => value.TryGetDouble(out number) && double.IsFinite(number),
            JsonValueKind.String => double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number),
            _ => false,
        };
    }

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
}
