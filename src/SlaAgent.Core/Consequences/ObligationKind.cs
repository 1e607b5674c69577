namespace SlaAgent.Core.Consequences;

/// <summary>What can be owed.</summary>
public enum ObligationKind
{
    /// <summary>A statement to people.</summary>
    Communication,

    /// <summary>A post-mortem.</summary>
    Postmortem,

    /// <summary>A remediation plan.</summary>
    Remediation,

    /// <summary>An architecture review.</summary>
    Review,
}
