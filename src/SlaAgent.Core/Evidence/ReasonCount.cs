namespace SlaAgent.Core.Evidence;

/// <summary>How often something was the reason.</summary>
/// <param name="Reason">Name of the reason.</param>
/// <param name="Count">How often.</param>
public sealed record ReasonCount(string Reason, long Count);
