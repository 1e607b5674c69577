namespace SlaAgent.Core.Contracts;

/// <summary>What follows from a breach. A consequence that is not agreed is null.</summary>
public sealed record BreachConsequences
{
    /// <summary>Priority of the incident that a breach opens: <c>P1</c>; null where not said.</summary>
    public string? Priority { get; init; }

    /// <summary>Whether a breach closes the deployment gate.</summary>
    public bool Freeze { get; init; }

    /// <summary>When the gate opens again.</summary>
    public GateReopening Reopen { get; init; } = GateReopening.Recovered;

    /// <summary>A statement that is owed to people.</summary>
    public OwedStatement? Communication { get; init; }

    /// <summary>Time in which a post-mortem is owed.</summary>
    public TimeSpan? Postmortem { get; init; }

    /// <summary>Time in which a remediation plan is owed.</summary>
    public TimeSpan? Remediation { get; init; }

    /// <summary>When an architecture review is due.</summary>
    public ReviewRule? Review { get; init; }

    /// <summary>What is given back of the period's fee.</summary>
    public ServiceCredits? Credits { get; init; }
}
