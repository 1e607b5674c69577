namespace SlaAgent.Http;

/// <summary>What a reload found.</summary>
internal sealed record ApiReload(bool Applied, IReadOnlyList<string> Errors);
