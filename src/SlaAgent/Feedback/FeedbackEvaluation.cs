using SlaAgent.Core.Accuracy;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;
using SlaAgent.Core.Time;

namespace SlaAgent.Feedback;

/// <summary>One look at a service's window of feedback.</summary>
/// <param name="service">Name of the service.</param>
/// <param name="settings">Window and task.</param>
/// <param name="objectives">What is promised of it.</param>
/// <param name="store">Predictions and truths.</param>
internal sealed class FeedbackEvaluation(string service, FeedbackSettings settings, IReadOnlyList<Indicator.Accuracy> objectives, FeedbackStore store)
{
    private const int PageRows = 2000;

    /// <summary>The result of the look at <paramref name="at"/>, which ends the window; what later looks hold on to is written then.</summary>
    /// <exception cref="IOException">The disk does not give it.</exception>
    public async Task<EvaluationResult> RunAsync(DateTimeOffset at, ClockReading reading, TimeProvider time, CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        var mark = await MarkAsync(at);
        var scores = new FeedbackScores(settings, objectives, mark.LabelNumber);
        var oldest = await ReadAsync(scores, at, cancel);
        var drift = mark.Reference is { } reference ? PredictionShift.Between(reference.ToProfile(), mark.ReferenceAt!.Value, scores.All) : null;
        var result = Result(scores, at, reading, mark) with { Drift = drift, Duration = time.GetElapsedTime(began) };
        await KeepAsync(mark with { LabelNumber = scores.LabelNumber }, scores, at, oldest);
        return result;
    }

    private EvaluationResult Result(FeedbackScores scores, DateTimeOffset at, ClockReading reading, FeedbackMark mark) => new()
    {
        Service = service,
        Probe = EvaluationResult.OfFeedback,
        ScheduledAt = reading.FromWall(at),
        Duration = TimeSpan.Zero,
        Void = scores.Predictions == 0 ? "no prediction in the window" : null,
        DataSetHash = "",
        SeriesFrom = mark.SeriesFrom,
        Examples = scores.Predictions,
        Scored = scores.Labelled.Count,
        Failed = scores.Failed,
        Unknown = scores.Unlabelled,
        NewLabels = scores.NewLabels,
        Scores = scores.Predictions == 0 ? [] : scores.Labelled.Count == 0 ? Unlabelled(scores) : ScoreBook.Of(scores.Labelled),
        CommonestFailure = scores.CommonestFault,
    };

    private static EquatableArray<EvaluationScore> Unlabelled(FeedbackScores scores) =>
        [.. scores.Labelled.Rules.Wanted.Select(wanted => new EvaluationScore { Metric = wanted.Metric, Value = null, Reason = "no prediction has a label yet", Confidence = wanted.Confidence })];

    /// <summary>Streams the window past the scores; when the oldest prediction was made.</summary>
    private async Task<DateTimeOffset?> ReadAsync(FeedbackScores scores, DateTimeOffset at, CancellationToken cancel)
    {
        FeedbackRow? last = null;
        DateTimeOffset? oldest = null;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            var after = last;
            var page = await store.DoAsync(database => database.Page(service, at - settings.Window, at, after, PageRows));
            if (page.Count == 0)
            {
                return oldest;
            }

            oldest ??= DateTimeOffset.FromUnixTimeMilliseconds(page[0].At);
            scores.Add(page);
            last = page[^1];
        }
    }

    /// <summary>Another question begins another series, without the reference of the one before.</summary>
    private async Task<FeedbackMark> MarkAsync(DateTimeOffset at)
    {
        var question = $"{settings.Task}|{settings.Positive}|{settings.Window.Ticks}";
        var mark = FeedbackJson.Read(await store.DoAsync(database => database.Mark(service)));
        return mark?.Question == question ? mark : new FeedbackMark { Question = question, SeriesFrom = at, LabelNumber = mark?.LabelNumber ?? 0 };
    }

    /// <summary>The first window that predictions fill is the reference: the series has begun at least a window ago, and something was predicted in its first interval.</summary>
    private async Task KeepAsync(FeedbackMark mark, FeedbackScores scores, DateTimeOffset at, DateTimeOffset? oldest)
    {
        if (mark.Reference is null && oldest <= at - settings.Window + settings.Interval && PredictionProfile.Of(scores.All) is { } profile)
        {
            mark = mark with { ReferenceAt = at, Reference = FeedbackMark.ProfileRecord.Of(profile) };
        }

        var text = FeedbackJson.Write(mark);
        await store.DoAsync(database =>
        {
            database.SetMark(service, text);
            return true;
        });
    }
}
