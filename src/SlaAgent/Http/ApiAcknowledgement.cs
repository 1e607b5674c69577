namespace SlaAgent.Http;

/// <summary>Who has taken an incident on.</summary>
internal sealed record ApiAcknowledgement(string By, string? Note, DateTimeOffset At);
