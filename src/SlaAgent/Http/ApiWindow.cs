namespace SlaAgent.Http;

/// <summary>The window of an agreement: <c>rolling</c>, or <c>calendar</c> with the unit of its periods and the zone in which they begin.</summary>
internal sealed record ApiWindow(string Kind, DateTimeOffset From, DateTimeOffset To, string? Unit = null, string? TimeZone = null);
