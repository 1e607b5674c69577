namespace SlaAgent.Http;

/// <summary>An item of feedback that was not taken.</summary>
internal sealed record ApiFeedbackRefusal(int Index, string? Id, string Reason);
