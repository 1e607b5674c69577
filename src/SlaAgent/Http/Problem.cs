namespace SlaAgent.Http;

/// <summary>An error as RFC 9457 problem details.</summary>
internal sealed record Problem(string Type, string Title, int Status, string Detail, string? Instance);
