using SlaAgent.Core.Contracts;
using SlaAgent.Core.Time;

namespace SlaAgent.Core.Samples;

/// <summary>What one run of an evaluation found. Every example of the run is in exactly one of its counts.</summary>
public sealed record EvaluationResult : Sample
{
    /// <summary>What is asked where the truths came later, through the API: no probe can be called so.</summary>
    public const string OfFeedback = "(feedback)";

    /// <summary>Name of the probe; <see cref="OfFeedback"/> for truths that came later.</summary>
    public required string Probe { get; init; }

    /// <summary>When the run was meant to start.</summary>
    public required Instant ScheduledAt { get; init; }

    /// <inheritdoc />
    public override string Asked => Probe;

    /// <inheritdoc />
    public override Instant At => ScheduledAt;

    /// <summary>From its first start to its end, time in which the agent was not running included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Why the run says nothing (too many failed requests, other data, another version in the middle…); null for a run that counts.</summary>
    public string? Void { get; init; }

    /// <summary>SHA-256 of the data set's file as it is on disk, in lower-case hex; empty for feedback.</summary>
    public required string DataSetHash { get; init; }

    /// <summary>The version of the model that answered, as the server says it; null where it does not.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>
    /// When the series began that this run belongs to, as wall time: a version of the model (or other data, or another question) begins another, and runs of two
    /// series are not taken together.
    /// </summary>
    public required DateTimeOffset SeriesFrom { get; init; }

    /// <summary>Examples that were to be asked; for feedback, predictions in the window.</summary>
    public required long Examples { get; init; }

    /// <summary>Examples with a prediction and a truth: those the scores are of.</summary>
    public required long Scored { get; init; }

    /// <summary>Requests that ended in a failure, or in an answer without a prediction.</summary>
    public required long Failed { get; init; }

    /// <summary>Examples whose answer is not known, because of the agent: asked right before it was stopped, say. For feedback, predictions without a label.</summary>
    public required long Unknown { get; init; }

    /// <summary>For feedback: labels that came since the evaluation before, so that the same evidence is not taken twice for a confirmation; null for others.</summary>
    public long? NewLabels { get; init; }

    /// <summary>The scores, each once for every confidence that is asked for; empty for a void run.</summary>
    public EquatableArray<EvaluationScore> Scores { get; init; }

    /// <summary>The first run of a new version: how it compares with the one before. Null otherwise.</summary>
    public ModelComparison? Comparison { get; init; }

    /// <summary>How far its predictions are from the reference run's; null for the reference run itself and where nothing can be said.</summary>
    public PredictionDrift? Drift { get; init; }

    /// <summary>The commonest failure, with how often; null where there was none.</summary>
    public string? CommonestFailure { get; init; }

    /// <inheritdoc />
    public override Sample Moved(TimeSpan by) => this with { ScheduledAt = ScheduledAt + by };
}
