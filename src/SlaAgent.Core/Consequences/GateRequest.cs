namespace SlaAgent.Core.Consequences;

/// <summary>What somebody asks of a deployment gate that a breach has closed, from now on.</summary>
/// <param name="Agreement">The agreement.</param>
/// <param name="By">Who asks.</param>
/// <param name="Reason">Why.</param>
/// <param name="For">How long it is to be kept open; null to let one critical deployment pass.</param>
public sealed record GateRequest(string Agreement, string By, string Reason, TimeSpan? For);
