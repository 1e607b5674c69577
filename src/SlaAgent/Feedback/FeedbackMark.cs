using SlaAgent.Core.Accuracy;

namespace SlaAgent.Feedback;

/// <summary>What evaluations of a service's feedback hold on to, over restarts.</summary>
internal sealed record FeedbackMark
{
    /// <summary>What is asked of the items (task and positive label): another question begins another series.</summary>
    public required string Question { get; init; }

    /// <summary>When the series began.</summary>
    public required DateTimeOffset SeriesFrom { get; init; }

    /// <summary>The largest <see cref="FeedbackRow.LabelNumber"/> when the last evaluation was made.</summary>
    public long LabelNumber { get; init; }

    /// <summary>Time of the evaluation whose predictions are the reference; null while there is none.</summary>
    public DateTimeOffset? ReferenceAt { get; init; }

    /// <summary>How they were distributed.</summary>
    public ProfileRecord? Reference { get; init; }

    /// <summary>A profile in a form that is written.</summary>
    internal sealed record ProfileRecord(string[] Classes, double[] Bounds, long[] Counts)
    {
        public static ProfileRecord Of(PredictionProfile profile) => new([.. profile.Classes], [.. profile.Bounds], [.. profile.Counts]);

        public PredictionProfile ToProfile() => new([.. Classes], [.. Bounds], [.. Counts]);
    }
}
