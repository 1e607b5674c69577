namespace SlaAgent.Core.Exclusions;

/// <summary>What came of asking for a pause, or for its end.</summary>
/// <param name="Pause">The pause as it is now; null where it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Problem">The same in words that say what to do; empty where it was not.</param>
public sealed record PauseAnswer(Pause? Pause, PauseRefusal? Refusal = null, string Problem = "")
{
    /// <summary>A refusal.</summary>
    public static PauseAnswer Refused(PauseRefusal refusal, string problem) => new(null, refusal, problem);
}
