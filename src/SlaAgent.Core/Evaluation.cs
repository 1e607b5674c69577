using SlaAgent.Core.Incidents;
using SlaAgent.Core.Snapshots;

namespace SlaAgent.Core;

/// <summary>What one evaluation found.</summary>
/// <param name="Snapshot">Everything known.</param>
/// <param name="Changes">Incidents that opened, whose annotations changed, or that closed since the last evaluation, in order.</param>
public sealed record Evaluation(AgentSnapshot Snapshot, IReadOnlyList<Incident> Changes);
