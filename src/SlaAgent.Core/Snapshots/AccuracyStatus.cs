using SlaAgent.Core.Contracts;
using SlaAgent.Core.Samples;

namespace SlaAgent.Core.Snapshots;

/// <summary>What is known of an objective on accuracy: of the last run that counted, unless it is said otherwise. Null means not known.</summary>
public sealed record AccuracyStatus
{
    /// <summary>Name of the score.</summary>
    public required string Metric { get; init; }

    /// <summary>The goal.</summary>
    public required decimal Goal { get; init; }

    /// <summary>Whether the score must be at most the goal rather than at least.</summary>
    public required bool IsAtMost { get; init; }

    /// <summary>Confidence of the two-sided interval.</summary>
    public required decimal Confidence { get; init; }

    /// <summary>Which value is held against the goal.</summary>
    public required AccuracyDecision Decision { get; init; }

    /// <summary>The score; null before a run that counts.</summary>
    public double? Score { get; init; }

    /// <summary>Lower end of its interval; null where there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of its interval; null where there is none.</summary>
    public double? Upper { get; init; }

    /// <summary>How the interval was made; null without one.</summary>
    public string? Method { get; init; }

    /// <summary>Whether the whole interval is on the right side of the goal: then the promise is proven, not only met.</summary>
    public bool IsProven { get; init; }

    /// <summary>
    /// Examples at which the promise would be proven if the score stayed what it is (of a share: those that it is of); null where it is proven, and where no number
    /// would do.
    /// </summary>
    public long? NeededExamples { get; init; }

    /// <summary>Runs in a row that missed the goal, up to the last one.</summary>
    public required int Misses { get; init; }

    /// <summary>So many of them are a breach.</summary>
    public required int Confirm { get; init; }

    /// <summary>Wall time at which the run was meant to start; null before a run that counts.</summary>
    public DateTimeOffset? RunAt { get; init; }

    /// <summary>Examples that were to be asked; for feedback, predictions in the window.</summary>
    public long? Examples { get; init; }

    /// <summary>Examples that the score is of.</summary>
    public long? Scored { get; init; }

    /// <summary>Requests that failed.</summary>
    public long? Failed { get; init; }

    /// <summary>Examples whose answer is not known; for feedback, predictions without a label.</summary>
    public long? Unknown { get; init; }

    /// <summary>SHA-256 of the data set's file, in lower-case hex; null for feedback.</summary>
    public string? DataSetHash { get; init; }

    /// <summary>The version of the model that answered; null where the server does not say it.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Wall time at which the series of runs began that are taken together.</summary>
    public DateTimeOffset? SeriesFrom { get; init; }

    /// <summary>How the present version compares with the one before; null where there was none.</summary>
    public ModelComparison? Comparison { get; init; }

    /// <summary>How far the predictions of the last run that was not void are from the reference run's; null where nothing can be said.</summary>
    public PredictionDrift? Drift { get; init; }

    /// <summary>Why the very last run says nothing of the score; null where it says something.</summary>
    public string? Silence { get; init; }
}
