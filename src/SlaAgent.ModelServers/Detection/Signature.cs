using SlaAgent.Core.Contracts;

namespace SlaAgent.ModelServers.Detection;

/// <summary>How a kind of server is known. Data: a server more is a record more.</summary>
/// <param name="Server">Id of the preset.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Clues">All of them must hold.</param>
internal sealed record Signature(string Server, string Reason, EquatableArray<Clue> Clues);
