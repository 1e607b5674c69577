namespace SlaAgent.Core.Contracts;

/// <summary>Which addresses of a DNS answer are used.</summary>
public enum AddressFamilyPreference
{
    /// <summary>All, in the system's order.</summary>
    Any,

    /// <summary>IPv4 only.</summary>
    IPv4,

    /// <summary>IPv6 only.</summary>
    IPv6,
}
