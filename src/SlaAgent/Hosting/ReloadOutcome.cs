namespace SlaAgent.Hosting;

/// <summary>What a reload came to.</summary>
/// <param name="Applied">Whether the files' configuration is in force now.</param>
/// <param name="Errors">Why not, one line each; empty when applied.</param>
internal sealed record ReloadOutcome(bool Applied, IReadOnlyList<string> Errors);
