namespace SlaAgent.Core.Contracts;

/// <summary>Whether a probe may use a connection that an earlier one opened.</summary>
public enum ConnectionReuse
{
    /// <summary>Keep one connection per probe between requests.</summary>
    Reused,

    /// <summary>A new connection for each probe.</summary>
    Fresh,
}
