using SlaAgent.Core.Contracts;

namespace SlaAgent.Configuration.Binding;

/// <summary>An agreement as written.</summary>
/// <param name="Document">Where it is written.</param>
/// <param name="Agreement">The contract, with the objectives that this version knows.</param>
/// <param name="Objectives">Its objectives.</param>
internal sealed record BoundAgreement(DocumentScope Document, ServiceLevelAgreement Agreement, IReadOnlyList<BoundObjective> Objectives);
