namespace SlaAgent.Http;

/// <summary>How often something was the reason of a bad event.</summary>
internal sealed record ApiReasonCount(string Reason, long Count);
