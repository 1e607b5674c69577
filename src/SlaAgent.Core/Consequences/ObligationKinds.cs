namespace SlaAgent.Core.Consequences;

/// <summary>Names of what can be owed.</summary>
public static class ObligationKinds
{
    /// <summary>The name in API, metrics and labels.</summary>
    public static string Name(this ObligationKind kind) => kind switch
    {
        ObligationKind.Communication => "communication",
        ObligationKind.Postmortem => "postmortem",
        ObligationKind.Remediation => "remediation",
        ObligationKind.Review => "review",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What people call it: <c>a post-mortem</c>.</summary>
    public static string Words(this ObligationKind kind) => kind switch
    {
        ObligationKind.Communication => "a statement",
        ObligationKind.Postmortem => "a post-mortem",
        ObligationKind.Remediation => "a remediation plan",
        ObligationKind.Review => "an architecture review",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
