using System.Text.Json.Serialization;

namespace SlaAgent.Http;

/// <summary>What Flagger posts to a webhook of a canary. What else it may say is left alone.</summary>
/// <param name="Name">Name of the canary.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Phase">The phase that it is in.</param>
/// <param name="Checksum">Of what is deployed.</param>
/// <param name="Metadata">What the canary's document says for this webhook: <c>sla</c> or <c>service</c>, <c>onUnknown</c>, <c>critical</c>, <c>by</c> and <c>reason</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record ApiFlaggerHook(string? Name, string? Namespace, string? Phase, string? Checksum, IReadOnlyDictionary<string, string?>? Metadata);
