namespace SlaAgent.Core.Reports;

/// <summary>A run of an evaluation, as far as an accuracy objective is concerned.</summary>
public sealed record AccuracyRun
{
    /// <summary>When it was due.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The score; null where it is not defined.</summary>
    public double? Value { get; init; }

    /// <summary>Lower end of its interval; null where there is none.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end; null likewise.</summary>
    public double? Upper { get; init; }

    /// <summary>Examples scored.</summary>
    public required long Scored { get; init; }

    /// <summary>SHA-256 of the data set; null for feedback.</summary>
    public string? DataSetHash { get; init; }

    /// <summary>Version of the model; null where it is not known.</summary>
    public string? ModelVersion { get; init; }

    /// <summary>Why it does not count; null where it does.</summary>
    public string? Void { get; init; }

    /// <summary>Whether the score is at the goal or better; null where it does not count.</summary>
    public bool? IsMet { get; init; }
}
