namespace SlaAgent.Core.Contracts;

/// <summary>How urgent an alert is.</summary>
public enum AlertSeverity
{
    /// <summary>Wakes somebody.</summary>
    Page,

    /// <summary>Waits for working hours.</summary>
    Ticket,
}
