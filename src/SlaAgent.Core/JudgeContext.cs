using SlaAgent.Core.Contracts;

namespace SlaAgent.Core;

/// <summary>What the judge must know of its surroundings.</summary>
/// <param name="Position">Where the agent stands.</param>
/// <param name="Namespace">The Pod's namespace; null where it is not known.</param>
/// <param name="Replica">The name of the replica beside which the agent stands; null where it is not known.</param>
public sealed record JudgeContext(AgentPosition Position, string? Namespace = null, string? Replica = null)
{
    /// <summary>The rules of a time zone by its IANA name, of which it is known that there is one; without it only <c>UTC</c> is known.</summary>
    public Func<string, TimeZoneInfo> ZoneOf { get; init; } =
        static name => name == "UTC" ? TimeZoneInfo.Utc : throw new ArgumentException($"the judge was given no rules of {name}", nameof(name));
}
