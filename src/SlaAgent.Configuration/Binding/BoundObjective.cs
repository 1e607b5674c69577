using SlaAgent.Configuration.Yaml;
using SlaAgent.Core.Contracts;
using SlaAgent.Core.Objectives;

namespace SlaAgent.Configuration.Binding;

/// <summary>An objective as written.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Map">Where it is written.</param>
/// <param name="Path">Its path.</param>
/// <param name="Probe">The probe it judges; null for traffic, and where that is not known.</param>
/// <param name="Source">Where its events come from; null where that is not known.</param>
/// <param name="Objective">The contract; null where it is wrong or comes with a later version.</param>
internal sealed record BoundObjective(string? Name, YamlMapping Map, NodePath Path, BoundProbe? Probe, EventSource? Source, Objective? Objective);
