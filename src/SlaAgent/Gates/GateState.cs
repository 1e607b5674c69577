namespace SlaAgent.Gates;

/// <summary>What the agent can say of a deployment gate.</summary>
internal enum GateState
{
    /// <summary>Nothing closes it.</summary>
    Open,

    /// <summary>A breach closes it.</summary>
    Closed,

    /// <summary>The agent cannot say whether there is a breach.</summary>
    Unknown,
}
