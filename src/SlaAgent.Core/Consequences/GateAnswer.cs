namespace SlaAgent.Core.Consequences;

/// <summary>What came of asking for an override of a deployment gate, or for its end.</summary>
/// <param name="Override">The override as it is now; null where it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Problem">The same in words that say what to do; empty where it was not.</param>
public sealed record GateAnswer(GateOverride? Override, GateRefusal? Refusal = null, string Problem = "")
{
    /// <summary>A refusal.</summary>
    public static GateAnswer Refused(GateRefusal refusal, string problem) => new(null, refusal, problem);
}
