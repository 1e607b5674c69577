using System.Text.Json;
using System.Text.Json.Serialization;
using SlaAgent.Core.Accuracy;

namespace SlaAgent.Evaluations;

/// <summary>An <see cref="EvaluationSeries"/> as it stands in its file.</summary>
internal sealed partial record SeriesRecord(
    int Format,
    DateTimeOffset From,
    string DataSetHash,
    string Question,
    string? ModelVersion,
    DateTimeOffset LastAt,
    byte[]? LastAnswers,
    string[]? Classes,
    double[]? Bounds,
    long[]? Counts)
{
    private const int CurrentFormat = 1;

    /// <summary>The JSON.</summary>
    public static byte[] Write(EvaluationSeries series) => JsonSerializer.SerializeToUtf8Bytes(
        new SeriesRecord(
            CurrentFormat,
            series.From,
            series.DataSetHash,
            series.Question,
            series.ModelVersion,
            series.LastAt,
            series.LastAnswers?.ToBytes(),
            series.Reference is { } classes ? [.. classes.Classes] : null,
            series.Reference is { } bounds ? [.. bounds.Bounds] : null,
            series.Reference is { } counts ? [.. counts.Counts] : null),
        Json.Default.SeriesRecord);

    /// <summary>Reads it; null where it is no such thing.</summary>
    public static EvaluationSeries? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, Json.Default.SeriesRecord)?.Series();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private EvaluationSeries? Series()
    {
        var answers = LastAnswers is null ? null : AnswerBits.FromBytes(LastAnswers);
        var isProfile = Classes is not null && Bounds is not null && Counts is not null;
        var isWhole = Format == CurrentFormat && DataSetHash is not null && Question is not null && (LastAnswers is null || answers is not null)
            && (!isProfile || Counts!.Length == 1 + Math.Max(Classes!.Length, Bounds!.Length));
        return !isWhole
            ? null
            : new EvaluationSeries
            {
                From = From,
                DataSetHash = DataSetHash!,
                Question = Question!,
                ModelVersion = ModelVersion,
                LastAt = LastAt,
                LastAnswers = answers,
                Reference = isProfile ? new PredictionProfile([.. Classes!], [.. Bounds!], [.. Counts!]) : null,
            };
    }

    [JsonSerializable(typeof(SeriesRecord))]
    private sealed partial class Json : JsonSerializerContext;
}
