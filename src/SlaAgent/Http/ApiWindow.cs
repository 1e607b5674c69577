namespace SlaAgent.Http;

/// <summary>The window of an agreement.</summary>
internal sealed record ApiWindow(string Kind, DateTimeOffset From, DateTimeOffset To);
