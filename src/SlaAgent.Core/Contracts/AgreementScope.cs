namespace SlaAgent.Core.Contracts;

/// <summary>What an agent's measurements speak for.</summary>
public enum AgreementScope
{
    /// <summary>The whole service.</summary>
    Service,

    /// <summary>The agent's own replica.</summary>
    Replica,

    /// <summary>One part of a fleet, added up elsewhere: this agent measures and does not judge.</summary>
    Fleet,
}
