using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>What agreements refer to.</summary>
/// <param name="Services">All services written, by name.</param>
/// <param name="Receivers">Names of all receivers written.</param>
/// <param name="Position">Where the agent stands.</param>
internal sealed record World(IReadOnlyDictionary<string, BoundService> Services, IReadOnlyList<string> Receivers, AgentPosition Position)
{
    /// <summary>The agent's time zone.</summary>
    public string TimeZone { get; init; } = "UTC";
}
