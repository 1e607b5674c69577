namespace SlaAgent.Core.Contracts;

/// <summary>How the truths that come after the predictions, through the API, are judged.</summary>
public sealed record FeedbackSettings
{
    /// <summary>Kind of task.</summary>
    public required EvaluationTask Task { get; init; }

    /// <summary>The label that counts as positive, as text; null where there is none such.</summary>
    public string? Positive { get; init; }

    /// <summary>How far back predictions are looked at, by the time they were made.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Time between two evaluations.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Most predictions that are kept; beyond it the oldest go.</summary>
    public int Keep { get; init; } = 100_000;
}
