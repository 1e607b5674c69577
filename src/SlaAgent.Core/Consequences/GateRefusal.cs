namespace SlaAgent.Core.Consequences;

/// <summary>Why an override of a deployment gate is refused.</summary>
public enum GateRefusal
{
    /// <summary>What is asked for makes no sense, or is more than is allowed.</summary>
    Wrong,

    /// <summary>There is no such agreement, no gate of it, or no such override.</summary>
    Unknown,

    /// <summary>The gate is open, or is kept open already.</summary>
    NotNeeded,
}
