namespace SlaAgent.Core.Contracts;

/// <summary>How alerts are raised and to whom they go.</summary>
public sealed record Alerting
{
    /// <summary>Burn-rate rows as written; null for the defaults of the window.</summary>
    public EquatableArray<BurnRateRule>? BurnRates { get; init; }

    /// <summary>Labels added to every alert of the agreement.</summary>
    public LabelSet Labels { get; init; } = LabelSet.Empty;

    /// <summary>Annotations added to every alert of the agreement.</summary>
    public LabelSet Annotations { get; init; } = LabelSet.Empty;

    /// <summary>Receivers of pages; null for all.</summary>
    public EquatableArray<string>? PageReceivers { get; init; }

    /// <summary>Receivers of tickets; null for all.</summary>
    public EquatableArray<string>? TicketReceivers { get; init; }

    /// <summary>Who else is told while an alert is open and unacknowledged, by time; empty for nobody.</summary>
    public EquatableArray<EscalationStep> Escalation { get; init; }
}
