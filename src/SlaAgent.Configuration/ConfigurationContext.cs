using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration;

/// <summary>What reading a configuration takes from the outside.</summary>
/// <param name="Environment">Looks up an environment variable; null where it is not set.</param>
/// <param name="Presets">The presets this version can run, by id.</param>
/// <param name="DefaultPosition">Where the agent stands unless its document says it (<c>$SLAAGENT_POSITION</c>).</param>
public sealed record ConfigurationContext(
    Func<string, string?> Environment,
    IReadOnlyDictionary<string, PresetCapabilities> Presets,
    AgentPosition DefaultPosition = AgentPosition.Outside);
