namespace SlaAgent.Core.Contracts;

/// <summary>Everything the user wrote, validated: references resolve and values are possible.</summary>
/// <param name="Agent">The daemon's own settings.</param>
/// <param name="Services">Services, sorted by name.</param>
/// <param name="Agreements">Agreements, sorted by name.</param>
public sealed record AgentConfiguration(
    AgentSettings Agent,
    EquatableArray<ModelService> Services,
    EquatableArray<ServiceLevelAgreement> Agreements);
