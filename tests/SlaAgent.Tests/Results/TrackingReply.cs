namespace SlaAgent.Tests.Results;

/// <summary>An answer with a JSON body.</summary>
internal sealed record TrackingReply(int Status, string Json);
