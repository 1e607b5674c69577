namespace SlaAgent.Core.Contracts;

/// <summary>Where the agent stands relative to the model server.</summary>
public enum AgentPosition
{
    /// <summary>Outside: it sees the service as its users do.</summary>
    Outside,

    /// <summary>In the Pod of one replica.</summary>
    Sidecar,
}
