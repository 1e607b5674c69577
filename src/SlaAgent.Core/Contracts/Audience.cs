namespace SlaAgent.Core.Contracts;

/// <summary>Whom a promise is made to.</summary>
public enum Audience
{
    /// <summary>Within the organisation.</summary>
    Internal,

    /// <summary>To a customer.</summary>
    External,
}
