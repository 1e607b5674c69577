namespace SlaAgent.Core.Consequences;

/// <summary>What came of saying that something owed is done.</summary>
/// <param name="Obligation">The obligation as it is then; null where there is none of this id.</param>
/// <param name="IsNew">Whether it is done by this.</param>
/// <param name="Problem">Why it is not, and what to do; empty where it is, or was before.</param>
public sealed record ObligationAnswer(Obligation? Obligation, bool IsNew, string Problem = "");
