using SlaAgent.Core.Samples;

namespace SlaAgent.Evaluations;

/// <summary>How the one request about an example ended.</summary>
/// <param name="Index">The example's place in the data set.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Detail">What went wrong, in words that hold nothing of the answer's text; null on success.</param>
/// <param name="Prediction">The prediction; null where there is none, or where the score is all.</param>
/// <param name="Score">The score; null where there is none.</param>
/// <param name="Version">The model's version as the answer says it; null where it does not.</param>
internal readonly record struct ExampleOutcome(int Index, Outcome Outcome, string? Detail, string? Prediction, double? Score, string? Version)
{
    /// <summary>Whether there is a prediction or a score.</summary>
    public bool IsAnswered => Outcome == Outcome.Success;
}
