namespace SlaAgent.Core.Contracts;

/// <summary>When a deployment gate that a breach has closed opens again.</summary>
public enum GateReopening
{
    /// <summary>When the breach has ended.</summary>
    Recovered,

    /// <summary>When the breach has ended and its post-mortem is done.</summary>
    Postmortem,
}
