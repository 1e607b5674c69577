using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Samples;

/// <summary>A run of an evaluation as it is remembered.</summary>
/// <param name="Result">What it found.</param>
/// <param name="Waived">Why its time did not count (<c>draining</c>, <c>sleeping</c>, …); null where it did.</param>
/// <param name="Question">What was asked, as a key: runs of two questions are not judged together.</param>
public sealed record EvaluationRun(EvaluationResult Result, string? Waived, string Question)
{
    /// <summary>The objectives, as <c>SLA/OBJECTIVE</c>, for which its time did not count by their agreement.</summary>
    public EquatableArray<string> Excluded { get; init; }

    /// <summary>What an objective is called in <see cref="Excluded"/>.</summary>
    public static string KeyOf(ServiceLevelAgreement agreement, Objective objective) => $"{agreement.Name}/{objective.Name}";

    /// <summary>The same with all its times moved: to wall time, where it is written down, and back.</summary>
    public EvaluationRun Moved(TimeSpan by) => by == TimeSpan.Zero ? this : this with { Result = (EvaluationResult)Result.Moved(by) };
}
