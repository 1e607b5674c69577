using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Evidence;

/// <summary>What a run of an evaluation found, as it goes on the record.</summary>
public sealed record EvaluationFact
{
    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The probe, or <c>feedback</c>.</summary>
    public required string Probe { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Examples that were to be asked.</summary>
    public required long Examples { get; init; }

    /// <summary>Examples that the scores are of.</summary>
    public required long Scored { get; init; }

    /// <summary>Requests that failed.</summary>
    public required long Failed { get; init; }

    /// <summary>SHA-256 of the data set; null for feedback.</summary>
    public string? DataSetHash { get; init; }

    /// <summary>The version of the model; null where it is not known.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Why it does not count; null where it does.</summary>
    public string? Void { get; init; }

    /// <summary>The objectives, as <c>SLA/OBJECTIVE</c>, for which its time did not count by their agreement.</summary>
    public EquatableArray<string> Excluded { get; init; }

    /// <summary>The scores.</summary>
    public EquatableArray<ScoreFact> Scores { get; init; }
}
