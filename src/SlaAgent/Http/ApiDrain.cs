namespace SlaAgent.Http;

/// <summary>What a drain began.</summary>
internal sealed record ApiDrain(IReadOnlyList<string> Services, DateTimeOffset Since);
