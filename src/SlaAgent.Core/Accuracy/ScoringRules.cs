using SlaAgent.Core.Contracts;

namespace SlaAgent.Core.Accuracy;

/// <summary>How predictions are held against the truth.</summary>
public sealed record ScoringRules
{
    /// <summary>Kind of task.</summary>
    public required EvaluationTask Task { get; init; }

    /// <summary>What is asked for; only this is worked out.</summary>
    public required EquatableArray<ScoreRequest> Wanted { get; init; }

    /// <summary>The label that counts as positive; null where there is none such.</summary>
    public string? Positive { get; init; }

    /// <summary>For <c>regex_match</c>: the pattern, which is valid; null for each label being one.</summary>
    public string? Pattern { get; init; }

    /// <summary>For <c>numeric_match</c>: largest difference that still matches; not negative.</summary>
    public double Tolerance { get; init; }

    /// <summary>Seed of everything that is drawn.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The rules of <paramref name="probe"/>.</summary>
    public static ScoringRules Of(EvaluationProbe probe, EquatableArray<ScoreRequest> wanted) => new()
    {
        Task = probe.Task,
        Wanted = wanted,
        Positive = probe.Positive,
        Pattern = probe.Pattern,
        Tolerance = probe.Tolerance,
        Seed = probe.Seed,
    };

    /// <summary>Whether <paramref name="metric"/> is asked for.</summary>
    internal bool Wants(string metric)
    {
        foreach (var request in Wanted.AsSpan())
        {
            if (request.Metric == metric)
            {
                return true;
            }
        }

        return false;
    }
}
